package org.scrutin.modelcheck.tlc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;

/**
 * One private copy of TLC.
 *
 * <p>TLC keeps the specification, its variables and its settings in static fields: a second
 * specification in the same class loader breaks the first. So each sandbox loads TLC, and the
 * classes of ours that talk to it (those in a package named {@code engine}), anew. Everything else
 * comes from the surrounding class loader, so that interfaces and records can be shared.
 *
 * <p>Thread-safe. A sandbox holds no thread and no file open; its classes unload when it becomes
 * unreachable, or are closed early with {@link #close}.
 */
public final class TlcSandbox implements AutoCloseable {

  private static final List<String> TLC_PACKAGES =
      List.of("tlc2.", "tla2sany.", "util.", "pcal.", "model.", "tla2tex.");

  private final Loader loader;

  private TlcSandbox(Loader loader) {
    this.loader = loader;
  }

  /** A new sandbox with the TLC that Scrutin ships, or the one that the user brought. */
  public static TlcSandbox open() {
    ClassLoader surrounding = TlcSandbox.class.getClassLoader();
    return new TlcSandbox(new Loader(userJar(), surrounding, false));
  }

  /**
   * A new sandbox whose TLC talks by RMI to that of other processes.
   *
   * @throws SpecException if the user brought a TLC: all processes must have the shipped one
   */
  public static TlcSandbox openDistributed() {
    if (userJar().length > 0) {
      throw new SpecException(
          "distributed runs need the TLC that Scrutin ships; leave" + " SCRUTIN_TLA2TOOLS away");
    }
    ClassLoader surrounding = TlcSandbox.class.getClassLoader();
    return new TlcSandbox(new Loader(new URL[0], surrounding, true));
  }

  /**
   * The system property {@code scrutin.tla2tools}, or else the environment variable {@code
   * SCRUTIN_TLA2TOOLS}, names a jar.
   */
  private static URL[] userJar() {
    String jar = System.getProperty("scrutin.tla2tools", System.getenv("SCRUTIN_TLA2TOOLS"));
    if (jar == null || jar.isBlank()) {
      return new URL[0];
    }
    try (JarFile opened = new JarFile(jar)) {
      if (opened.getEntry("tlc2/TLC.class") == null) {
        throw new SpecException(jar + ": there is no TLC in this jar; name a tla2tools.jar");
      }
      return new URL[] {Path.of(jar).toUri().toURL()};
    } catch (IOException e) {
      throw new SpecException(
          jar + ": cannot read this jar; SCRUTIN_TLA2TOOLS must name a tla2tools.jar");
    }
  }

  /**
   * An instance, made inside the sandbox by the public constructor without parameters.
   *
   * @param engineClass full name of a class in a package named {@code engine}
   * @param type the interface by which it is used from outside
   */
  public <T> T create(String engineClass, Class<T> type) {
    try {
      return type.cast(loader.loadClass(engineClass).getConstructor().newInstance());
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("cannot start " + engineClass, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot load " + engineClass, e);
    }
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Loader extends URLClassLoader {

    static {
      registerAsParallelCapable();
    }

    private final ClassLoader surrounding;
    private final boolean ownTlc;
    private final boolean distributed;

    /** Names for which TLC asks with each module, to see whether it is defined in Java. */
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    Loader(URL[] jar, ClassLoader surrounding, boolean distributed) {
      super(jar, surrounding);
      this.surrounding = surrounding;
      this.ownTlc = jar.length > 0;
      this.distributed = distributed;
    }

    /** The standard modules too come from the user's jar before they come from the shipped one. */
    @Override
    public URL getResource(String name) {
      URL own = findResource(name);
      return own != null ? own : super.getResource(name);
    }

    /**
     * Without the book-keeping of {@link URLClassLoader}, which would close the jar of TLC with
     * this sandbox, while other sandboxes read it.
     */
    @Override
    public InputStream getResourceAsStream(String name) {
      URL url = getResource(name);
      try {
        return url == null ? null : url.openStream();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The classes of two releases of TLC must not be mixed; those of others may extend either. */
    private boolean mayComeFromOutside(String className) {
      return !ownTlc
          || className.startsWith("org.scrutin.")
          || className.startsWith("tlc2.overrides.");
    }

    private static boolean isPrivate(String className) {
      if (className.startsWith("org.scrutin.")) {
        return className.contains(".engine.");
      }
      return TLC_PACKAGES.stream().anyMatch(className::startsWith);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (missing.contains(name)) {
        throw new ClassNotFoundException(name);
      }
      try {
        return find(name, resolve);
      } catch (ClassNotFoundException e) {
        missing.add(name);
        throw e;
      }
    }

    private Class<?> find(String name, boolean resolve) throws ClassNotFoundException {
      if (!isPrivate(name)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      URL own = findResource(file);
      URL url = own == null && mayComeFromOutside(name) ? surrounding.getResource(file) : own;
      if (url == null) {
        throw new ClassNotFoundException(name);
      }
      try (InputStream in = url.openStream()) {
        byte[] read = in.readAllBytes();
        byte[] code =
            distributed
                ? Embedding.adaptDistributed(name, read)
                : Embedding.adapt(name, read, !ownTlc);
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
