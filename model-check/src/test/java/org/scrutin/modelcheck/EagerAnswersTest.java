package org.scrutin.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scrutin.modelcheck.tlc.TlcCheck;
import org.scrutin.modelcheck.tlc.TlcMessage;
import org.scrutin.modelcheck.tlc.TlcSandbox;
import org.scrutin.modelcheck.tlc.TlcTask;

/**
 * With eager answers ({@code EagerNext} in spec/raft/MCRaft.tla) and the view, the servers of Raft
 * take the same steps as with all orders of messages and nothing left out. TLC prints them.
 */
class EagerAnswersTest {

  private static final String ENGINE = "org.scrutin.modelcheck.engine.TlcEngine";
  private static final List<Path> FOLDERS =
      List.of(Path.of("../spec/raft"), Path.of("../spec/network"), Path.of("../spec/election"));

  /** Of more lines TLC's reader would keep some only. */
  private static final int MAX_STEPS = 9_000;

  private static final String MODULE =
      """
      ---- MODULE Told ----
      EXTENDS %s

      ASSUME TLCSet(1, {})

      Seen == <<serverVars, won, elections, crashes, proposals%s>>

      Told ==
        LET step == <<Seen, Seen'>> IN
        \\/ Seen' = Seen
        \\/ step \\in TLCGet(1)
        \\/ TLCSet(1, TLCGet(1) \\cup {step}) /\\ PrintT(ToString(step))

      \\* Wrong: what changes a server may not be taken before all else.
      HastyNext ==
        LET may == {i \\in Node : \\E v \\in Value : ENABLED Propose(i, v)} IN
        IF may = {} THEN EagerNext ELSE \\E i \\in may : \\E v \\in Value : Propose(i, v)

      \\* Wrong: a vote is granted to whoever asks.
      AnyAnswerToVote(i, m) == {RequestVoteResponse(i, m.from, m.term, TRUE)}
      ====
      """;

  private static final Plan SMALL =
      new Plan("MCRaft", "", bounds("{1, 2}", "{}", 2, 0, 1) + "MaySend <- MCSendAll\n", "MCInit");

  @TempDir Path folder;

  private static Set<String> plain = Set.of();

  /** Once for all tests: these are the most states. */
  private Set<String> plain() throws IOException {
    if (plain.isEmpty()) {
      plain = steps(SMALL, "Next", "");
    }
    return plain;
  }

  @Test
  void servers_take_the_same_steps() throws IOException {
    assertThat(steps(SMALL, "EagerNext", "VIEW View")).isEqualTo(plain());
  }

  @Test
  void a_step_that_is_taken_too_early_hides_others() throws IOException {
    Set<String> hasty = steps(SMALL, "HastyNext", "VIEW View");
    assertThat(plain()).containsAll(hasty).isNotEqualTo(hasty);
  }

  @Test
  void a_false_answer_shows() throws IOException {
    Set<String> lied =
        steps(
            SMALL,
            "EagerNext",
            """
            VIEW View
            CONSTANT
              AnswerToVote <- AnyAnswerToVote
            """);
    assertThat(plain()).isNotEqualTo(lied);
  }

  @ParameterizedTest
  @Tag("deep")
  @ValueSource(
      strings = {
        "{\"PreVote\", \"CheckQuorum\"}",
        "{\"Transfer\", \"NoOp\"}",
        "{\"AsyncDisk\"}",
        "{\"NoOp\", \"Snapshot\"}"
      })
  void with_other_parts_too(String parts) throws IOException {
    compare("MCRaft", bounds("{1, 2}", parts, 1, 0, 1) + "MaySend <- MCSendAll\n", "MCInit");
  }

  @Test
  @Tag("deep")
  void with_a_crash_or_a_third_server_too() throws IOException {
    compare("MCRaft", bounds("{1, 2}", "{}", 2, 1, 1) + "MaySend <- MCSendAll\n", "MCInit");
    compare("MCRaft", bounds("{1, 2, 3}", "{}", 1, 0, 0) + "MaySend <- MCSendAll\n", "MCInit");
  }

  @Test
  @Tag("deep")
  void while_servers_change_too() throws IOException {
    String change =
        """
        MaySend <- MCSendNewsEagerly
        Entry <- MemberEntry
        NoSnapshot <- MemberNoSnapshot
        InitialVoters <- OneAndTwo
        VoterSets <- TwoAndThree
        LearnerSets <- NoLearners
        """;
    compare(
        "MCRaftMembership",
        bounds("{1, 2, 3}", "{\"Membership\"}", 0, 0, 2) + change,
        "MCMemberInit");
  }

  @Test
  @Tag("deep")
  void with_leases_too() throws IOException {
    String lease =
        """
        MaySend <- MCLeaseSendEagerly
        MaxRounds = 1
        Lease = 1
        Loyalty = 1
        Rates <- Even
        """;
    String bounds =
        bounds("{1, 2}", "{\"CheckQuorum\", \"NoOp\", \"ReadIndex\", \"LeaseRead\"}", 1, 1, 0)
            .replace("MCObserve", "MCReadObserve");
    Plan plan =
        new Plan("MCRaftLease", ", committed, stale, age, since", bounds + lease, "MCLeaseInit");
    assertThat(steps(plan, "EagerTimedNext", "VIEW MCLeaseView"))
        .isEqualTo(steps(plan, "TimedNext", ""));
  }

  private void compare(String module, String constants, String init) throws IOException {
    Plan plan = new Plan(module, "", constants, init);
    assertThat(steps(plan, "EagerNext", "VIEW View")).isEqualTo(steps(plan, "Next", ""));
  }

  /**
   * What is explored.
   *
   * @param module of spec/raft
   * @param history further variables that are looked at
   * @param constants as the configuration has them
   * @param init the name of the initial states
   */
  private record Plan(String module, String history, String constants, String init) {}

  private static String bounds(
      String nodes, String parts, int elections, int crashes, int proposals) {
    return """
        CONSTANTS
          Node = %s
          Parts = %s
          MaxElections = %d
          MaxCrashes = %d
          MaxProposals = %d
          None = None
          Value = {1}
          Guarantee = "set"
          Observe <- MCObserve
        """
        .formatted(nodes, parts, elections, crashes, proposals);
  }

  private Set<String> steps(Plan plan, String next, String more) throws IOException {
    Path run = Files.createTempDirectory(folder, "run");
    Path module =
        Files.writeString(run.resolve("Told.tla"), MODULE.formatted(plan.module(), plan.history()));
    Path config =
        Files.writeString(
            run.resolve("Told.cfg"),
            plan.constants()
                + "INIT %s\nNEXT %s\nACTION_CONSTRAINT Told\nCHECK_DEADLOCK FALSE\n"
                    .formatted(plan.init(), next)
                + more);
    Path scratch = Files.createDirectory(run.resolve("states"));
    List<TlcMessage> messages;
    try (TlcSandbox sandbox = TlcSandbox.open()) {
      messages =
          sandbox
              .create(ENGINE, TlcCheck.class)
              .run(new TlcTask(module, config, FOLDERS, scratch, 1, false));
    }
    assertThat(messages).noneMatch(TlcMessage::isError);
    Set<String> steps =
        messages.stream()
            .filter(message -> message.code() == TlcMessage.PLAIN)
            .map(TlcMessage::text)
            .filter(line -> line.startsWith("\""))
            .collect(Collectors.toSet());
    assertThat(steps).hasSizeBetween(1, MAX_STEPS);
    return steps;
  }
}
