package org.scrutin.protocol.leadership;

/** What the contract asks of its host. Effects are carried out in the order of the list. */
public sealed interface GrantsEffect {

  /**
   * Tell the election to give this epoch up, if it does not know yet that it is lost: the token is
   * over for good, and a new leader can only come with a new one.
   *
   * @param epoch in which this node was elected
   */
  record StepDown(int epoch) implements GrantsEffect {}

  /**
   * Run the callback of a listener, and hand in {@link GrantsInput.Finish} when it has ended.
   *
   * @param listener its number, from 1
   */
  record Tell(int listener, Notice notice) implements GrantsEffect {}
}
