package org.scrutin.protocol;

/**
 * A message between two nodes. Implementations are records whose component names are the field
 * names of the TLA+ record; the simple name of the record is the TLA+ field {@code type}.
 */
public interface Message {

  /** The sender. */
  NodeId from();

  /** The receiver. */
  NodeId to();
}
