package org.scrutin.protocol;

import java.util.Optional;

/**
 * What the state of every elector shows, whatever its algorithm. Implementations are records whose
 * component names are the TLA+ variables of the algorithm's specification.
 */
public interface ElectionState {

  /** The highest epoch that this node has accepted; never goes back. 0 before any election. */
  int epoch();

  /** The leader of {@link #epoch} as far as this node knows. */
  Optional<NodeId> leader();
}
