package org.scrutin.protocol.leadership;

import java.util.ArrayList;
import java.util.List;

/** All inputs within bounds, as spec/leadership/MCGrantsAlone.tla has them. */
final class Inputs {

  private Inputs() {}

  /**
   * Everything that may be said to a node.
   *
   * @param epochs up to which
   * @param readings of the clock, in seconds, from 0 to this
   * @param listeners from 1 to this
   */
  static List<GrantsInput> all(int epochs, int readings, int listeners) {
    List<GrantsInput> all =
        new ArrayList<>(
            List.of(
                new GrantsInput.Lose(),
                new GrantsInput.Resign(),
                new GrantsInput.BeginTransfer(),
                new GrantsInput.FailTransfer(),
                new GrantsInput.Release()));
    for (int epoch = 1; epoch <= epochs; epoch++) {
      all.add(new GrantsInput.Win(epoch));
    }
    for (int listener = 1; listener <= listeners; listener++) {
      all.add(new GrantsInput.Deliver(listener));
      all.add(new GrantsInput.Finish(listener));
      all.add(new GrantsInput.Subscribe(listener));
      all.add(new GrantsInput.Unsubscribe(listener));
    }
    for (int reading = 0; reading <= readings; reading++) {
      timed(new ClockTime(reading, 0), all);
    }
    return all;
  }

  private static void timed(ClockTime now, List<GrantsInput> all) {
    all.add(new GrantsInput.Persist(now));
    all.add(new GrantsInput.Ready(now));
    all.add(new GrantsInput.Expire(now));
    all.add(new GrantsInput.Ask(now));
    for (int since = 0; since <= now.seconds(); since++) {
      all.add(new GrantsInput.Renew(new ClockTime(since, 0), now));
    }
  }

  /** Whether the input has a reading older than this: the core then takes this for it. */
  static boolean isLate(GrantsInput input, ClockTime clock) {
    ClockTime now =
        input instanceof GrantsInput.Persist persist
            ? persist.now()
            : input instanceof GrantsInput.Ready ready
                ? ready.now()
                : input instanceof GrantsInput.Expire expire
                    ? expire.now()
                    : input instanceof GrantsInput.Ask ask
                        ? ask.now()
                        : input instanceof GrantsInput.Renew renew ? renew.now() : clock;
    return now.isBefore(clock);
  }
}
