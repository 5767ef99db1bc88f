package org.scrutin.protocol.leadership;

/**
 * What can happen to the contract of one node. Each is the action of that name in Grants.tla. A
 * reading of the clock is taken when the input is handed in; one that is older than a reading
 * before counts as that one, which is on the safe side.
 */
public sealed interface GrantsInput {

  /**
   * The election says that this node has won. If it led an earlier epoch, that is over.
   *
   * @param epoch greater than any that this node has won before, and won by no other
   */
  record Win(int epoch) implements GrantsInput {}

  /** The epoch that was won is on the disk: it survives a crash. */
  record Persist(ClockTime now) implements GrantsInput {}

  /** The first entry of the epoch that was won is committed. */
  record Ready(ClockTime now) implements GrantsInput {}

  /**
   * A quorum has answered a round of questions, in the epoch that was won.
   *
   * @param since when the round <em>began</em>, before the first question was sent
   * @param now when this is handed in
   */
  record Renew(ClockTime since, ClockTime now) implements GrantsInput {}

  /** A look at the clock: has the lease run out? */
  record Expire(ClockTime now) implements GrantsInput {}

  /** The election says that this node leads no longer. */
  record Lose() implements GrantsInput {}

  /** The service gives leadership up. */
  record Resign() implements GrantsInput {}

  /** The node begins to hand over: the service must not act while the successor catches up. */
  record BeginTransfer() implements GrantsInput {}

  /** The successor has not caught up, and was not asked to stand: the node leads as before. */
  record FailTransfer() implements GrantsInput {}

  /** The node is about to ask its successor to stand. To be handed in before it asks. */
  record Release() implements GrantsInput {}

  /** The service asks whether this node leads. */
  record Ask(ClockTime now) implements GrantsInput {}

  /**
   * A listener's callback begins.
   *
   * @param listener its number, from 1
   */
  record Deliver(int listener) implements GrantsInput {}

  /**
   * A listener's callback has ended, whether or not it threw.
   *
   * @param listener its number, from 1
   */
  record Finish(int listener) implements GrantsInput {}

  /**
   * A listener comes.
   *
   * @param listener its number, from 1; none that is in use
   */
  record Subscribe(int listener) implements GrantsInput {}

  /**
   * A listener goes, and is told nothing more.
   *
   * @param listener its number, from 1
   */
  record Unsubscribe(int listener) implements GrantsInput {}
}
