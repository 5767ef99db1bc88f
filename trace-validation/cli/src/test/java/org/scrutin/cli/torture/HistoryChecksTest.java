package org.scrutin.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.scrutin.cli.torture.Finding.Kind;
import org.scrutin.cli.torture.Recorder.FencedWrite;
import org.scrutin.cli.torture.Torture.Tally;
import org.scrutin.linearizability.Nil;
import org.scrutin.linearizability.Status;
import org.scrutin.wire.Result;

@DisplayName("What clients wrote down")
class HistoryChecksTest {

  private final Recorder recorder = new Recorder();

  private void write(long value) {
    recorder.register("k", 0, "write", value, value, Status.OK, recorder.call());
  }

  private void read(long value) {
    recorder.register("k", 1, "read", Nil.NIL, value, Status.OK, recorder.call());
  }

  private void cas(long from, long to, Status status) {
    List<Long> input = List.of(from, to);
    recorder.register("k", 0, "cas", input, input, status, recorder.call());
  }

  private Kind registers() {
    return HistoryChecks.registers(recorder.registers()).verdict();
  }

  @Test
  void holdsWhereEachReadGivesTheLastWrite() {
    read(Worker.ABSENT);
    write(1);
    cas(1, 2, Status.OK);
    cas(1, 3, Status.FAIL);
    read(2);
    assertThat(registers()).isEqualTo(Kind.HOLDS);
  }

  @Test
  void isCaughtWhenAnAcknowledgedWriteIsNotRead() {
    write(1);
    write(2);
    read(1);
    assertThat(registers()).isEqualTo(Kind.VIOLATED);
  }

  @Test
  void isCaughtWhenAKeyIsGoneAgain() {
    write(1);
    read(Worker.ABSENT);
    assertThat(registers()).isEqualTo(Kind.VIOLATED);
  }

  @Test
  void isCaughtWhenACompareAndSetFailsThoughTheValueWasThere() {
    write(1);
    cas(1, 2, Status.FAIL);
    assertThat(registers()).isEqualTo(Kind.VIOLATED);
  }

  @Test
  void isCaughtWhenAValueIsReadThatIsNone() {
    write(1);
    read(Worker.number(Result.newBuilder().setValue(ByteString.copyFromUtf8("1")).build()));
    assertThat(registers()).isEqualTo(Kind.HOLDS);
    read(Worker.number(Result.newBuilder().setValue(ByteString.copyFromUtf8("1\0")).build()));
    assertThat(registers()).isEqualTo(Kind.VIOLATED);
  }

  @Test
  void saysLittleWhereNoFaultTookEffect() {
    Map<String, Tally> seen = Map.of("kill", new Tally(2, 1, 0), "drop", new Tally(1, 0, 0));
    assertThat(Torture.disturbed(seen).verdict()).isEqualTo(Kind.HOLDS);
    Map<String, Tally> unseen = Map.of("kill", new Tally(2, 0, 0), "drop", new Tally(0, 0, 0));
    assertThat(Torture.disturbed(unseen).verdict()).isEqualTo(Kind.UNDECIDED);
  }

  @Test
  void decidesNothingWhereThereIsNothing() {
    assertThat(registers()).isEqualTo(Kind.UNDECIDED);
    assertThat(HistoryChecks.oneLeader(new TreeMap<>()).verdict()).isEqualTo(Kind.UNDECIDED);
    assertThat(HistoryChecks.fencing(Map.of()).verdict()).isEqualTo(Kind.UNDECIDED);
    assertThat(HistoryChecks.acknowledged(Map.of(), Map.of()).verdict()).isEqualTo(Kind.UNDECIDED);
  }

  @Test
  void isCaughtWhenTwoHoldOneLockOrOneToken() {
    recorder.lock("l", 0, "acquire", Nil.NIL, 5L, Status.OK, recorder.call());
    recorder.lock("l", 0, "release", Nil.NIL, Nil.NIL, Status.OK, recorder.call());
    assertThat(HistoryChecks.locks(recorder.locks()).verdict()).isEqualTo(Kind.HOLDS);
    recorder.lock("l", 1, "acquire", Nil.NIL, 5L, Status.OK, recorder.call());
    assertThat(HistoryChecks.locks(recorder.locks()).verdict()).isEqualTo(Kind.VIOLATED);
  }

  @Test
  void isCaughtWhenAnAcknowledgedKeyIsMissingInTheEnd() {
    Map<String, Long> acknowledged = Map.of("once", 7L);
    assertThat(HistoryChecks.acknowledged(acknowledged, Map.of("once", 7L)).verdict())
        .isEqualTo(Kind.HOLDS);
    assertThat(HistoryChecks.acknowledged(acknowledged, Map.of("once", Worker.ABSENT)).verdict())
        .isEqualTo(Kind.VIOLATED);
    assertThat(HistoryChecks.acknowledged(acknowledged, Map.of()).verdict())
        .as("what could not be read says nothing")
        .isEqualTo(Kind.UNDECIDED);
  }

  @Test
  void isCaughtWhenAnOldTokenWritesOrANewOneIsRefused() {
    FencedWrite first = new FencedWrite(10, 9, true, 9);
    assertThat(fencing(first, new FencedWrite(11, 4, false, 9))).isEqualTo(Kind.HOLDS);
    assertThat(fencing(first, new FencedWrite(11, 4, true, 4))).isEqualTo(Kind.VIOLATED);
    assertThat(fencing(first, new FencedWrite(11, 12, false, 9))).isEqualTo(Kind.VIOLATED);
  }

  private static Kind fencing(FencedWrite... writes) {
    return HistoryChecks.fencing(Map.of("k", List.of(writes))).verdict();
  }

  @Test
  void isCaughtWhenTwoNodesLeadInOneEpoch() {
    TreeMap<Integer, Set<Integer>> leaders = new TreeMap<>(Map.of(1, Set.of(2), 3, Set.of(1)));
    assertThat(HistoryChecks.oneLeader(leaders).verdict()).isEqualTo(Kind.HOLDS);
    leaders.put(4, Set.of(1, 3));
    assertThat(HistoryChecks.oneLeader(leaders).verdict()).isEqualTo(Kind.VIOLATED);
  }

  @Test
  void isCaughtWhenATokenIsGrantedTwiceOrDoesNotGrow() {
    assertThat(tokens("3", "4")).isEqualTo(Kind.HOLDS);
    assertThat(tokens("3", "3")).isEqualTo(Kind.VIOLATED);
    assertThat(tokens("5\nn1 may write, with fencing token 2", "4")).isEqualTo(Kind.VIOLATED);
    assertThat(HistoryChecks.tokens(Map.of("n1", "n1 follower")).verdict())
        .isEqualTo(Kind.UNDECIDED);
  }

  private static Kind tokens(String first, String second) {
    String says = " may write, with fencing token ";
    Map<String, String> said = Map.of("n1", "n1" + says + first, "n2", "n2" + says + second);
    return HistoryChecks.tokens(said).verdict();
  }
}
