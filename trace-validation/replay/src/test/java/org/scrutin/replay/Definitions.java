package org.scrutin.replay;

import java.util.Map;

/** Evaluates the definitions of a module; lives in a sandbox. */
public interface Definitions {

  /** The definitions without parameters whose name begins so, and their values as text. */
  Map<String, String> values(ReplayEngine.Source source, String prefix);
}
