package org.scrutin.protocol;

import static org.scrutin.protocol.Story.node;
import static org.scrutin.protocol.Story.none;
import static org.scrutin.protocol.Story.some;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.scrutin.protocol.raft.Command;
import org.scrutin.protocol.raft.Configuration;
import org.scrutin.protocol.raft.Entry;
import org.scrutin.protocol.raft.Log;
import org.scrutin.protocol.raft.Raft;
import org.scrutin.protocol.raft.RaftMessage;
import org.scrutin.protocol.raft.RaftOptions;
import org.scrutin.protocol.raft.RaftPart;
import org.scrutin.protocol.raft.RaftRole;
import org.scrutin.protocol.raft.RaftState;
import org.scrutin.protocol.raft.RaftTiming;

/**
 * A state of a server of Raft in the making, said part by part; what is not said is nothing, or 0.
 * Only this class makes states and logs for stories. Mutable; {@link #now} is not.
 */
final class RaftServer {

  static final RaftTiming TIMING = RaftTiming.patient(Duration.ofMillis(10));

  private final RaftRole role;
  private final int term;
  private Optional<NodeId> vote = none();
  private Log log = logOf();
  private Optional<NodeId> leader = none();
  private SortedSet<NodeId> votes = new TreeSet<>();
  private SortedSet<NodeId> heard = new TreeSet<>();
  private Optional<NodeId> transferee = none();
  private int commit;
  private SortedMap<NodeId, Integer> next = new TreeMap<>();
  private SortedMap<NodeId, Integer> match = new TreeMap<>();
  private Configuration config = Configuration.of(nodes(1, 2, 3));
  private SortedMap<NodeId, Integer> acked = new TreeMap<>();

  private RaftServer(RaftRole role, int term) {
    this.role = role;
    this.term = term;
  }

  static RaftServer follower(int term) {
    return new RaftServer(RaftRole.FOLLOWER, term);
  }

  static RaftServer preCandidate(int term) {
    return new RaftServer(RaftRole.PRE_CANDIDATE, term);
  }

  /** A candidate with these votes; n1's, who has voted for itself. */
  static RaftServer candidate(int term, int... votes) {
    return new RaftServer(RaftRole.CANDIDATE, term).voted(1).votes(votes);
  }

  /** It is n1 who leads in these stories. */
  static RaftServer leader(int term) {
    return new RaftServer(RaftRole.LEADER, term).voted(1).following(1);
  }

  RaftServer voted(int whom) {
    vote = some(whom);
    return this;
  }

  RaftServer log(Entry... entries) {
    log = logOf(entries);
    return this;
  }

  RaftServer following(int whom) {
    leader = some(whom);
    return this;
  }

  RaftServer votes(int... whose) {
    votes = nodes(whose);
    return this;
  }

  RaftServer heard(int... whom) {
    heard = nodes(whom);
    return this;
  }

  RaftServer handingOverTo(int whom) {
    transferee = some(whom);
    return this;
  }

  RaftServer committed(int index) {
    commit = index;
    return this;
  }

  /** What is sent next to n2, n3 and so on. */
  RaftServer next(int... indexes) {
    next = byNode(2, indexes);
    acked = byNode(2, new int[indexes.length]);
    return this;
  }

  /** What matches on n1, n2 and so on. */
  RaftServer match(int... indexes) {
    match = byNode(1, indexes);
    return this;
  }

  /** It is one of five; if not, one of three. */
  RaftServer amongFive() {
    config = Configuration.of(nodes(1, 2, 3, 4, 5));
    return this;
  }

  RaftState now() {
    return new RaftState(
        term,
        vote,
        log,
        log.configAt(log.lastIndex()).orElse(config),
        role,
        leader,
        votes,
        heard,
        transferee,
        commit,
        next,
        match,
        0,
        acked,
        new TreeSet<>(),
        Optional.empty());
  }

  /** A log with these entries, from index 1 on. */
  static Log logOf(Entry... entries) {
    Log log = new Log();
    for (Entry entry : entries) {
      log = log.append(entry);
    }
    return log;
  }

  /** Whether two logs have the same entries up to this index, as far as both still have them. */
  static boolean agree(Log one, Log other, int index) {
    int forgotten = Math.max(one.snapshot().index(), other.snapshot().index());
    return IntStream.rangeClosed(forgotten + 1, index)
        .allMatch(k -> one.entryAt(k).equals(other.entryAt(k)));
  }

  /** An entry with a command. */
  static Entry entry(int term, int command) {
    return new Entry(term, Optional.of(new Command(command)));
  }

  /** The entry with which a leader begins its term. */
  static Entry first(int term) {
    return new Entry(term, Optional.empty());
  }

  /** The core of a server of so many. */
  static Raft core(int self, int servers, RaftTiming timing, RaftPart... parts) {
    List<NodeId> nodes = IntStream.rangeClosed(1, servers).mapToObj(NodeId::of).toList();
    return new Raft(
        node(self), nodes, new RaftOptions(new TreeSet<>(Arrays.asList(parts)), timing));
  }

  /** What one of three servers with these parts does from here on. */
  Story<RaftState, RaftMessage> asOneOfThree(int self, RaftPart... parts) {
    return new Story<>(core(self, 3, TIMING, parts), now());
  }

  /** What one of five servers with these parts does from here on. */
  Story<RaftState, RaftMessage> asOneOfFive(int self, RaftPart... parts) {
    return new Story<>(core(self, 5, TIMING, parts), amongFive().now());
  }

  private static SortedSet<NodeId> nodes(int... numbers) {
    return IntStream.of(numbers)
        .mapToObj(NodeId::of)
        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
  }

  private static SortedMap<NodeId, Integer> byNode(int first, int... values) {
    SortedMap<NodeId, Integer> map = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      map.put(node(first + i), values[i]);
    }
    return map;
  }
}
