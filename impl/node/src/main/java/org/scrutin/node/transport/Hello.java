package org.scrutin.node.transport;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.scrutin.protocol.NodeId;

/**
 * How a connection begins: who opens it, and for whom.
 *
 * @param version of the protocol between peers
 * @param cluster the name of the cluster
 * @param protocol the algorithm that it runs, and what else all have to agree on
 * @param from who opens the connection, by number
 * @param to whom it wants to reach, by number
 */
record Hello(int version, String cluster, String protocol, int from, int to) {

  /** Of the frames and messages; nodes of different versions do not talk to each other. */
  static final int VERSION = 1;

  private static final int MAGIC = 0x5343_524E; // SCRN

  void write(ByteBuf out) {
    out.writeInt(MAGIC).writeInt(version);
    Frame.writeText(cluster, out);
    Frame.writeText(protocol, out);
    out.writeInt(from).writeInt(to);
  }

  static Hello read(ByteBuf in) {
    try {
      if (in.readInt() != MAGIC) {
        throw new CodecException("not a node of Scrutin");
      }
      return new Hello(
          in.readInt(), Frame.readText(in), Frame.readText(in), in.readInt(), in.readInt());
    } catch (IndexOutOfBoundsException e) {
      throw new CodecException("a greeting that ends too early");
    }
  }

  /** Why a node, who would greet like this itself, does not talk to this one; if it does not. */
  Optional<String> refusedBy(Hello own) {
    if (version != own.version) {
      return Optional.of(
          "it speaks version " + version + " of the protocol, and we " + own.version);
    }
    if (!cluster.equals(own.cluster)) {
      return Optional.of("it is of cluster '" + cluster + "', and we of '" + own.cluster + "'");
    }
    if (!protocol.equals(own.protocol)) {
      return Optional.of("it runs " + protocol + ", and we " + own.protocol);
    }
    if (to != own.from) {
      return Optional.of("it wants n" + to + ", and we are n" + own.from);
    }
    return from == own.from || from < 1
        ? Optional.of("it says that it is n" + from + ", and that is not so")
        : Optional.empty();
  }

  NodeId sender() {
    return NodeId.of(from);
  }
}
