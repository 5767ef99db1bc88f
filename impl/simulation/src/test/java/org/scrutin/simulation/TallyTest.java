package org.scrutin.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted of a script: who believes when in which leader of which epoch. */
class TallyTest {

  private static RunReport report(String story, String... scripts) {
    return Scene.asynchronous().befallenBy(story).play(Scripted.cores(scripts)).report();
  }

  @Test
  void timeToElectRunsFromTheStartUntilTheLastNodeAgrees() {
    RunReport report = report("", "10ms n1@1", "25ms n1@1", "20ms n1@1");
    assertThat(report.timesToElect()).containsExactly(25_000L);
    assertThat(report.elections()).isEqualTo(1);
    assertThat(report.stable()).isTrue();
    assertThat(report.splitBrains()).isZero();
    assertThat(report.longestSplitBrain()).isZero();
  }

  @Test
  void timeToElectRunsFromTheCrashOfTheLeaderUntilTheLiveNodesAgreeAgain() {
    RunReport report =
        report(
            "crash n1 at 40ms for 1s", "10ms n1@1", "25ms n1@1, 60ms n2@2", "20ms n1@1, 70ms n2@2");
    assertThat(report.timesToElect()).containsExactly(25_000L, 30_000L);
    assertThat(report.elections()).isEqualTo(2);
    assertThat(report.stable()).isTrue();
  }

  @Test
  void theCrashOfAFollowerDisturbsNobodyButItsReturnDoesUntilItFollows() {
    RunReport report = report("crash n3 at 40ms for 10ms", "10ms n1@1", "25ms n1@1", "20ms n1@1");
    // It is back at 50 ms and follows 20 ms later.
    assertThat(report.timesToElect()).containsExactly(25_000L, 20_000L);
    assertThat(report("crash n3 at 40ms for 1s", "10ms n1@1", "25ms n1@1", "20ms n1@1").stable())
        .isTrue();
  }

  @Test
  void aLeaderWithoutAFollowerOfItsEpochIsNotAgreedOn() {
    assertThat(report("", "10ms n1@1", "12ms n1@2").stable()).isFalse();
    assertThat(report("", "10ms n1@1", "12ms n1@2").timesToElect()).isEmpty();
    assertThat(report("", "10ms n1@1", "").stable()).isFalse();
    assertThat(report("", "10ms n2@1", "10ms n1@1").stable()).isFalse();
  }

  @Test
  void aLeaderThatIsDownIsNotAgreedOn() {
    RunReport report = report("crash n1 at 40ms for 1s", "10ms n1@1", "12ms n1@1");
    assertThat(report.stable()).isFalse();
    assertThat(report.timesToElect()).containsExactly(12_000L);
  }

  @Test
  void everyBeginningOfALeadershipIsAnElection() {
    assertThat(report("", "10ms n1@1, 30ms n1@2", "15ms n2@1").elections()).isEqualTo(3);
  }

  @Test
  void twoLeadersOfDifferentEpochsAreASplitBrainUntilOneGivesIn() {
    RunReport report = report("", "10ms n1@1, 55ms n2@2", "30ms n2@2");
    assertThat(report.splitBrains()).isEqualTo(1);
    assertThat(report.longestSplitBrain()).isEqualTo(25_000);
    assertThat(report.twoLeadersOfOneEpoch()).isFalse();
    assertThat(report.stable()).isTrue();
  }

  @Test
  void aThirdLeaderDoesNotMakeASecondSplitBrain() {
    RunReport report = report("", "10ms n1@1, 60ms n3@3", "20ms n2@2, 50ms n3@3", "30ms n3@3");
    assertThat(report.splitBrains()).isEqualTo(1);
    assertThat(report.longestSplitBrain()).isEqualTo(40_000);
  }

  @Test
  void theLongestOfSeveralSplitBrainsIsReported() {
    RunReport report =
        report("", "10ms n1@1, 35ms n2@2, 50ms n1@3, 60ms n2@4", "20ms n2@2, 55ms n2@4");
    // From 20 to 35 ms; from 50 to 60 ms.
    assertThat(report.splitBrains()).isEqualTo(2);
    assertThat(report.longestSplitBrain()).isEqualTo(15_000);
  }

  @Test
  void aSplitBrainThatLastsIsMeasuredUntilTheEndOfTheRun() {
    RunReport report = report("", "10ms n1@1", "30ms n2@2, 80ms n2@3");
    assertThat(report.splitBrains()).isEqualTo(1);
    assertThat(report.longestSplitBrain()).isEqualTo(50_000);
  }

  @Test
  void theCrashOfOneOfTwoLeadersEndsTheSplitBrain() {
    RunReport report = report("crash n1 at 40ms for 1s", "10ms n1@1", "30ms n2@2, 80ms n2@3");
    assertThat(report.longestSplitBrain()).isEqualTo(10_000);
    assertThat(report.stable()).isTrue();
  }

  @Test
  void twoLeadersOfOneEpochAreNeverForgiven() {
    assertThat(report("", "10ms n1@1, 12ms nobody@2", "11ms n2@1").twoLeadersOfOneEpoch()).isTrue();
    assertThat(report("", "10ms n1@1", "11ms n1@1").twoLeadersOfOneEpoch()).isFalse();
    // One after the other is not at once.
    assertThat(report("", "10ms n1@1, 12ms nobody@2", "13ms n2@1").twoLeadersOfOneEpoch())
        .isFalse();
  }

  @Test
  void messagesAreCountedByTheirType() {
    RunReport report = Scene.asynchronous().play(Gossip.oneTellsAnother(3)).report();
    assertThat(report.sent()).isEqualTo(10);
    assertThat(report.messages()).containsOnly(Map.entry("Tell", 10L));
    assertThat(report("", "10ms n1@1").messages()).isEmpty();
  }
}
