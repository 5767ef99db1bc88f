package org.scrutin.modelcheck.tlc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlcSandboxTest {

  private static final String PROPERTY = "scrutin.tla2tools";
  private static final String ENGINE = "org.scrutin.modelcheck.engine.TlcEngine";
  private static final String NATURALS = "tla2sany/StandardModules/Naturals.tla";
  private static final String FPS = "tlc2/tool/fp/MemFPSet1.class";

  @TempDir Path folder;

  @AfterEach
  void forgetTheJar() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void each_sandbox_has_classes_of_its_own() {
    try (TlcSandbox one = TlcSandbox.open();
        TlcSandbox other = TlcSandbox.open()) {
      assertThat(one.create(ENGINE, TlcCheck.class).getClass())
          .isNotEqualTo(other.create(ENGINE, TlcCheck.class).getClass());
    }
  }

  @Test
  void closing_one_sandbox_leaves_the_others_readable() throws IOException {
    ClassLoader other;
    try (TlcSandbox one = TlcSandbox.open()) {
      other = loaderOf(TlcSandbox.open());
      read(loaderOf(one), NATURALS);
    }
    assertThat(read(other, NATURALS)).contains("MODULE Naturals");
  }

  @Test
  void the_modules_of_the_users_jar_win_over_the_shipped_ones() throws IOException {
    useJar("tlc2/TLC.class", "", NATURALS, "mine");
    assertThat(read(loaderOf(TlcSandbox.open()), NATURALS)).isEqualTo("mine");
  }

  @Test
  void the_classes_of_two_releases_are_not_mixed() throws IOException {
    assertThat(loaderOf(TlcSandbox.open()).getResource(FPS)).isNotNull();
    assertThatThrownBy(
            () -> {
              useJar("tlc2/TLC.class", "");
              loaderOf(TlcSandbox.open()).loadClass("tlc2.tool.fp.MemFPSet1");
            })
        .isInstanceOf(ClassNotFoundException.class);
  }

  /** With 1, mostly, which is the exit code of a violation. */
  @Test
  void where_a_disk_is_full_TLC_does_not_end_the_process() throws IOException {
    for (String name :
        List.of(
            "tlc2.util.StatePoolWriter",
            "tlc2.util.StatePoolReader",
            "tlc2.tool.queue.DiskStateQueue$StatePoolCleaner",
            "tlc2.tool.queue.StateQueue",
            "tlc2.tool.TLCTrace",
            "tlc2.tool.fp.MemFPSet1",
            "tlc2.tool.liveness.LiveCheck",
            "tlc2.tool.liveness.DiskGraph",
            "tlc2.tool.liveness.TableauDiskGraph")) {
      assertThat(code(name)).as(name).contains("java/lang/System");
      assertThat(new String(Embedding.adapt(name, bytes(name), true), ISO_8859_1))
          .as(name)
          .contains("org/scrutin/modelcheck/engine/NoExit")
          .doesNotContain("java/lang/System");
    }
  }

  private static String code(String className) throws IOException {
    return new String(bytes(className), ISO_8859_1);
  }

  private static byte[] bytes(String className) throws IOException {
    String file = "/" + className.replace('.', '/') + ".class";
    try (InputStream in = TlcSandboxTest.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  @Test
  void a_jar_that_is_not_there_is_named() {
    System.setProperty(PROPERTY, "no/such.jar");
    assertThatThrownBy(TlcSandbox::open)
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "no/such.jar: cannot read this jar; SCRUTIN_TLA2TOOLS must name a tla2tools.jar");
  }

  @Test
  void a_jar_without_TLC_is_named() throws IOException {
    Path jar = useJar("readme.txt", "hello");
    assertThatThrownBy(TlcSandbox::open)
        .isInstanceOf(SpecException.class)
        .hasMessage(jar + ": there is no TLC in this jar; name a tla2tools.jar");
  }

  private Path useJar(String... entries) throws IOException {
    Path jar = folder.resolve("tla2tools.jar");
    List<String> parts = new ArrayList<>(List.of(entries));
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      while (!parts.isEmpty()) {
        zip.putNextEntry(new ZipEntry(parts.remove(0)));
        zip.write(parts.remove(0).getBytes(StandardCharsets.UTF_8));
      }
    }
    System.setProperty(PROPERTY, jar.toString());
    return jar;
  }

  private static ClassLoader loaderOf(TlcSandbox sandbox) {
    return sandbox
        .create("org.scrutin.modelcheck.engine.Here", Object.class)
        .getClass()
        .getClassLoader();
  }

  private static String read(ClassLoader loader, String resource) throws IOException {
    try (InputStream in = loader.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
