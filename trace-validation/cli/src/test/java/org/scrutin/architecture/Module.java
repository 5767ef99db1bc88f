package org.scrutin.architecture;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The modules, each with its package and those that it may use; the arrows point upwards. */
enum Module {
  PROTOCOL(),
  LEADERSHIP(PROTOCOL),
  TRACE(),
  STORAGE(PROTOCOL),
  SIMULATION(PROTOCOL, TRACE, STORAGE),
  WIRE(),
  NODE(PROTOCOL, LEADERSHIP, TRACE, STORAGE, WIRE),
  MODELCHECK(),
  REPLAY(MODELCHECK, TRACE),
  JUNIT(MODELCHECK, TRACE, REPLAY),
  RENDER(TRACE),
  LINEARIZABILITY(),
  FUZZ(PROTOCOL, TRACE, SIMULATION, MODELCHECK, REPLAY, LINEARIZABILITY),
  CLI(
      PROTOCOL,
      LEADERSHIP,
      TRACE,
      SIMULATION,
      MODELCHECK,
      REPLAY,
      RENDER,
      LINEARIZABILITY,
      FUZZ,
      STORAGE,
      WIRE,
      NODE);

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes it so.
  private final List<Module> usable;

  Module(Module... usable) {
    this.usable = List.of(usable);
  }

  /** The module's packages, in ArchUnit's notation. */
  String packages(String root) {
    return root + "." + name().toLowerCase(Locale.ROOT) + "..";
  }

  /** The packages of ours that the module must not use. */
  String[] forbidden(String root) {
    return Stream.of(values())
        .filter(other -> other != this && !usable.contains(other))
        .map(other -> other.packages(root))
        .toArray(String[]::new);
  }

  static String[] allPackages(String root) {
    return Stream.of(values()).map(module -> module.packages(root)).toArray(String[]::new);
  }
}
