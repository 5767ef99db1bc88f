package org.scrutin.simulation;

import org.scrutin.protocol.Message;

/**
 * A message under way. Mutable: {@code gone} becomes true when it has been delivered, returned or
 * dropped.
 */
final class Envelope<M extends Message> {
  final M message;
  final long id;
  final long clock;
  final int from;
  final int to;

  /** Which life of the receiver the link was opened to. */
  final int receiverLife;

  boolean gone;

  Envelope(M message, long id, long clock, int receiverLife) {
    this.message = message;
    this.id = id;
    this.clock = clock;
    this.from = message.from().value();
    this.to = message.to().value();
    this.receiverLife = receiverLife;
  }
}
