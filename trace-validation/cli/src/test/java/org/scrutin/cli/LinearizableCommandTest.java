package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories in files, and what is told of them. */
class LinearizableCommandTest {

  @TempDir Path folder;

  private String file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines)).toString();
  }

  private String zero() throws IOException {
    return file(
        "zero.edn",
        "{:process 0 :type :invoke :f :read :value nil}",
        "{:process 0 :type :ok :f :read :value 0}");
  }

  private String locked() throws IOException {
    return file(
        "lock.log",
        "INFO  jepsen.util - 0\t:invoke\t:acquire\tnil",
        "INFO  jepsen.util - :nemesis\t:info\t:start\tnil",
        "INFO  jepsen.util - 0\t:ok\t:acquire\tnil");
  }

  @Test
  void whatARegisterHoldsAtFirstIsGiven() throws IOException {
    Session empty = Session.of("linearizable", zero());
    assertThat(empty.code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(empty.out()).contains("if that was there at first, say so: --initial 0");
    Session given = Session.of("linearizable", "--initial", "0", zero());
    assertThat(given.code()).isEqualTo(ExitCode.HOLDS);
    assertThat(given.out()).contains("linearizable: 1 operation on a cas-register");
  }

  @Test
  void theInitialValueFitsTheModel() throws IOException {
    Session wrong = Session.of("linearizable", "--initial", "0", "--model", "mutex", locked());
    assertThat(wrong.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(wrong.err()).contains("--initial goes with --model register").hasLineCount(1);
    Session broken = Session.of("linearizable", "--initial", "[", zero());
    assertThat(broken.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(broken.err()).contains("--initial:1: the file ends where a value is due");
  }

  @Test
  void aFileThatIsNoHistoryDoesNotKeepOthersFromBeingJudged() throws IOException {
    String none = file("none.edn", "{:process 0 :type");
    Session session = Session.of("linearizable", none, locked());
    assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(session.err()).contains("none.edn:").hasLineCount(1);
    assertThat(session.out()).contains("linearizable: 1 operation on a mutex");
    assertThat(Session.of("linearizable", none, zero()).code()).isEqualTo(ExitCode.VIOLATION);
  }

  @Test
  void aFieldKeySaysThatAHistoryIsKeyed() throws IOException {
    String line = "{\"process\":0,\"type\":\"%s\",\"f\":\"%s\",\"key\":\"%s\",\"value\":%s}";
    List<String> lines =
        List.of(
            line.formatted("invoke", "write", "x", 1),
            line.formatted("ok", "write", "x", 1),
            line.formatted("invoke", "write", "y", 2),
            line.formatted("ok", "write", "y", 2),
            line.formatted("invoke", "read", "x", null),
            line.formatted("ok", "read", "x", 1));
    Session good = Session.of("linearizable", file("good.json", lines.toArray(String[]::new)));
    assertThat(good.code()).as(good.err()).isEqualTo(ExitCode.HOLDS);
    String stale = String.join("\n", lines).replace("null", "0").replaceFirst("1}$", "2}");
    Session bad = Session.of("linearizable", file("bad.json", stale));
    assertThat(bad.code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(bad.out()).contains("key x: ");
    String map = String.join("\n", lines).replace("write", "put").replace("read", "get");
    Session kv = Session.of("linearizable", file("kv.json", map));
    assertThat(kv.code()).as(kv.err()).isEqualTo(ExitCode.HOLDS);
    assertThat(kv.out()).contains("3 operations on a kv");
  }

  @Test
  void aPageIsWritten() throws IOException {
    Path page = folder.resolve("page.html");
    Session session = Session.of("linearizable", "--html", page.toString(), zero());
    assertThat(session.code()).isEqualTo(ExitCode.VIOLATION);
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("nobody wrote 0");
    Session two = Session.of("linearizable", "--html", page.toString(), zero(), locked());
    assertThat(two.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(two.err()).contains("--html goes with one history");
  }

  @Test
  void whatIsWrittenGoesToAFileOfItsOwn() throws IOException {
    String zero = zero();
    String before = Files.readString(Path.of(zero));
    String same = folder.resolve(".").resolve("zero.edn").toString();
    for (String option : List.of("--minimized", "--html")) {
      Session session = Session.of("linearizable", option, same, zero);
      assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(session.err()).contains(option, "is the history itself").hasLineCount(1);
      Session into = Session.of("linearizable", option, folder.toString(), zero);
      assertThat(into.code()).as("what was found").isEqualTo(ExitCode.VIOLATION);
      assertThat(into.out()).contains("not linearizable: ");
      assertThat(into.err()).contains(folder + ": ").hasLineCount(1);
    }
    String page = folder.resolve("both").toString();
    assertThat(Session.of("linearizable", "--html", page, "--minimized", page, zero).err())
        .contains("--html and --minimized go to two files");
    assertThat(Files.readString(Path.of(zero))).isEqualTo(before);
  }

  @Test
  void whatClientsOfARunSawIsWrittenAndReadAgain() {
    String histories = folder.resolve("histories").toString();
    Session session =
        Session.of("run", "raft", "--faults", "all", "--steps", "4000", "--histories", histories);
    assertThat(session.code()).as(session.err()).isEqualTo(ExitCode.HOLDS);
    List<String> commands =
        session.out().lines().filter(line -> line.startsWith("clients: scrutin ")).toList();
    assertThat(commands).hasSizeGreaterThan(1);
    for (String command : commands) {
      String[] arguments = command.replace("clients: scrutin ", "").split(" ");
      Session again = Session.of(arguments);
      assertThat(again.out()).as(command + again.err()).contains(": linearizable: ");
    }
  }

  @Test
  void aFolderIsToldByItsName() {
    Session session = Session.of("linearizable", folder.toString());
    assertThat(session.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(session.err()).contains(folder + ": this is a folder").hasLineCount(1);
  }

  @Test
  void packedHistoriesAreRead() throws IOException {
    Path packed = folder.resolve("zero.edn.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(Files.readAllBytes(Path.of(zero())));
    }
    assertThat(Session.of("linearizable", packed.toString()).code()).isEqualTo(ExitCode.VIOLATION);
    byte[] whole = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(whole, whole.length - 9));
    Session cut = Session.of("linearizable", packed.toString());
    assertThat(cut.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cut.err()).contains(packed + ": this cannot be unpacked").hasLineCount(1);
  }

  /** In a JVM of its own, into whose heap one of the files does not go. */
  @Test
  void aFileThatIsTooLargeDoesNotKeepOthersFromBeingJudged()
      throws IOException, InterruptedException {
    Path large = folder.resolve("large.edn");
    Files.write(large, new byte[80_000_000]);
    Process process = java("-Xmx48m", "linearizable", large.toString(), zero());
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(ExitCode.VIOLATION);
    assertThat(said)
        .contains(large + ": this does not fit into the memory")
        .contains("zero.edn: not linearizable")
        .doesNotContain("\tat ");
  }

  private static Process java(String heap, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(heap, "-cp", System.getProperty("java.class.path")));
    command.add("org.scrutin.cli.Scrutin");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** In a JVM of its own, whose heap is too small for the search. */
  @Test
  void aHeapThatIsTooSmallMakesItUnknown() throws IOException, InterruptedException {
    StringBuilder edn = new StringBuilder();
    // Many counts at once, whose sums all differ: each subset is a state of its own.
    for (int p = 0; p < 28; p++) {
      edn.append("{:process %d :type :invoke :f :add :value %d}%n".formatted(p, 1L << p));
    }
    edn.append("{:process 99 :type :invoke :f :read :value nil}\n")
        .append("{:process 99 :type :ok :f :read :value -1}\n");
    Path hard = Files.writeString(folder.resolve("hard.edn"), edn);
    Process process = java("-Xmx48m", "linearizable", hard.toString());
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(ExitCode.UNDECIDED);
    assertThat(said)
        .contains("unknown: the memory", "a larger heap gives it more")
        .doesNotContain("OutOfMemoryError", "--time");
  }
}
