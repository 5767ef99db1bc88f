package org.scrutin.protocol;

/**
 * The identity of a node; higher identities win elections. In TLA+ a node is the number itself.
 *
 * @param value from 1 upwards
 */
public record NodeId(int value) implements Comparable<NodeId> {

  public NodeId {
    if (value < 1) {
      throw new IllegalArgumentException("a node id is at least 1, not " + value);
    }
  }

  /** The node with this number. */
  public static NodeId of(int value) {
    return new NodeId(value);
  }

  @Override
  public int compareTo(NodeId other) {
    return Integer.compare(value, other.value);
  }

  /** Whether this identity is higher than the other. */
  public boolean outranks(NodeId other) {
    return value > other.value;
  }

  @Override
  public String toString() {
    return "n" + value;
  }
}
