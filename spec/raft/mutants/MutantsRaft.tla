---------------------------- MODULE MutantsRaft -----------------------------
(***************************************************************************)
(* Faulty variants of Raft, each of which one property has to catch. A     *)
(* configuration puts one in place of the operator of the same meaning.    *)
(*                                                                         *)
(* Where a server overlooks a field of a message, it is Deliverable that   *)
(* is faulty: the message is delivered with the field as it should be. Not *)
(* for a bag, from which nothing else can be taken out than was put in.    *)
(***************************************************************************)
EXTENDS MCRaft

Delivered(type, Altered(_)) == {IF m.type = type THEN Altered(m) ELSE m : m \in network}

-----------------------------------------------------------------------------
(***************************************************************************)
(* Elections.                                                              *)
(***************************************************************************)

\* Half of the servers are enough. There are two halves.
HalfIsEnough(S) == 2 * Cardinality(S) >= Cardinality(Node)

\* A server votes for whoever asks first, however short the log.
AnyLog(i, m) == TRUE

\* A server votes for all who ask.
VoteTwice(i, m) == None

\* The vote is given, and not written down.
SaveWithoutVote(i) ==
  disk' = [disk EXCEPT ![i] =
    [currentTerm |-> currentTerm'[i], votedFor |-> None, log |-> log'[i]]]

\* The term is not written down.
SaveWithoutTerm(i) ==
  disk' = [disk EXCEPT ![i] =
    [currentTerm |-> 0, votedFor |-> votedFor'[i], log |-> log'[i]]]

\* Votes of former terms count.
CountOldVotes ==
  Delivered("RequestVoteResponse", LAMBDA m : [m EXCEPT !.term = currentTerm[m.to]])

\* Refusals count.
CountRefusals == Delivered("RequestVoteResponse", LAMBDA m : [m EXCEPT !.voteGranted = TRUE])

\* Pre-votes count as votes.
CountPreVotes ==
  network \cup
    Delivered("RequestPreVoteResponse", LAMBDA m : [m EXCEPT !.type = "RequestVoteResponse"])

\* A server follows the leader of a former term.
FollowAnybody ==
  Delivered("AppendEntries", LAMBDA m : [m EXCEPT !.term = Max(@, currentTerm[m.to])])

\* A leader goes on leading in a later term, of which it has heard.
KeepLeading(i, t) ==
  /\ IF state[i] = "Leader"
     THEN Elect(i, t, None, "Leader", i, {}) /\ UNCHANGED leaderVars
     ELSE Follow(i, t, None)
  /\ UNCHANGED logVars
  /\ Save(i)

-----------------------------------------------------------------------------
(***************************************************************************)
(* The log.                                                                *)
(***************************************************************************)

\* What a majority has is committed, of whatever term it is.
CommitOldTerms(i, matches) ==
  LET may == {k \in (commitIndex[i] + 1)..LastIndex(log[i]) : MatchedByQuorum(config[i], matches, k)} IN
  IF may = {} THEN commitIndex[i] ELSE CHOOSE k \in may : \A n \in may : n <= k

\* One other server is as good as a majority: the leader forgets to count itself out.
CommitWithoutMajority(c, matches, k) == \E j \in Node : matches[j] >= k

\* What follows old entries is dropped, though it agrees.
DropWhatFollows(l, k, es) == [l EXCEPT !.entries = SubSeq(@, 1, k) \o es]

\* A server keeps what it has, though it disagrees.
KeepConflicts(l, k, es) ==
  IF k + Len(es) <= LastIndex(l) THEN l ELSE DropWhatFollows(l, k, es)

\* A server looks at the index before the entries, and not at the term.
OverlookPrevTerm(l, k, t) == k <= LastIndex(l)

\* What a follower says is on its disk is not.
AnswerEarly(i) ==
  disk' = [disk EXCEPT ![i] =
    [currentTerm |-> currentTerm'[i], votedFor |-> votedFor'[i],
     log |-> IF state'[i] = "Follower" THEN disk[i].log ELSE log'[i]]]

\* A refusal is taken for an acceptance.
MatchRefused == Delivered("AppendEntriesResponse", LAMBDA m : [m EXCEPT !.success = TRUE])

\* A leader begins anew wherever the other wishes.
NextBelowMatch(i, j, k) == k + 1

\* A leader takes the last answer for the latest, though answers overtake one another.
MatchAsTold(i, j, k) == k

\* Server m.to accepts m, after which its log is l, and knows c to be committed.
Accept(m, l, c) ==
  LET i == m.to
      rest == Without(network, m)
      last == m.prevLogIndex + Len(m.entries)
      held == Holds(log[i], m.prevLogIndex, m.prevLogTerm) IN
  /\ m.type = "AppendEntries"
  /\ i \in up
  /\ m.term >= currentTerm[i]
  /\ Follow(i, m.term, m.from)
  /\ IF held
     THEN log' = [log EXCEPT ![i] = l] /\ UNCHANGED config /\ commitIndex' = [commitIndex EXCEPT ![i] = c]
     ELSE UNCHANGED logVars
  /\ Save(i)
  /\ network' = With(rest, Sendable({AppendEntriesResponse(i, m.from, m.term, held,
       IF held THEN last ELSE Hint(log[i], m.prevLogIndex, commitIndex[i]), Echo(i, m))}))
  /\ UNCHANGED up
  /\ Observe

MergedBy(m) == Merged(log[m.to], m.prevLogIndex, m.entries)

\* A leader tells all that it has committed, and a server commits all that it has, up to there.
TellAll(i, j, t, l, k, n, c) ==
  [type |-> "AppendEntries", from |-> i, to |-> j, term |-> t,
   prevLogIndex |-> k, prevLogTerm |-> TermAt(l, k), entries |-> EntriesAfter(l, k, n),
   leaderCommit |-> c, round |-> round[i]]
CommitUnmatched(m) ==
  /\ m.type = "AppendEntries"
  /\ Accept(m, MergedBy(m), Max(commitIndex[m.to], Min(m.leaderCommit, LastIndex(MergedBy(m)))))

\* A server commits what the last message says, which may be an old one.
CommitAsTold(m) == m.type = "AppendEntries" /\ Accept(m, MergedBy(m), m.leaderCommit)

\* A leader drops what is not committed when it is given something new.
OverwriteOwn(i, v) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ log' = [log EXCEPT ![i] = Appended(UpTo(@, commitIndex[i]), Entry(currentTerm[i], v))]
  /\ matchIndex' = [matchIndex EXCEPT ![i][i] = LastIndex(log'[i])]
  /\ UNCHANGED <<up, electionVars, heard, transferee, nextIndex, readVars, config, commitIndex, network>>
  /\ Save(i)
  /\ Observe

\* A leader counts its own entries before they are on its disk.
CountUnflushed(i, v) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ log' = [log EXCEPT ![i] = Appended(@, Entry(currentTerm[i], v))]
  /\ matchIndex' = [matchIndex EXCEPT ![i][i] = LastIndex(log'[i])]
  /\ UNCHANGED <<up, electionVars, heard, transferee, nextIndex, readVars, config, commitIndex, network,
                 disk>>
  /\ Observe

-----------------------------------------------------------------------------
(***************************************************************************)
(* Snapshots.                                                              *)
(***************************************************************************)

\* A server takes each snapshot, and drops what it has, however old the snapshot is.
AlwaysInstall(l, s) == NewLog(s, << >>)

\* A server looks at the index of the snapshot's last entry, and not at the term.
OverlookSnapshotTerm(l, s) == IF s.index <= LastIndex(l) THEN l ELSE NewLog(s, << >>)

\* A server says that it has a snapshot, which it has not.
SkipSnapshot(l, s) == l

\* The snapshot stands for all that a server has, committed or not.
CompactUncommitted(i, k) ==
  /\ i \in up
  /\ log' = [log EXCEPT ![i] = Compacted(@, k)]
  /\ commitIndex' = [commitIndex EXCEPT ![i] = Max(@, k)]
  /\ UNCHANGED <<up, electionVars, leaderVars, config, network>>
  /\ Save(i)
  /\ Observe

\* A snapshot does not say of which term its last entry is.
ForgetSnapshotTerm(l, k) ==
  NewLog([index |-> k, term |-> 0, digest |-> DigestAt(l, k)], EntriesAfter(l, k, LastIndex(l)))

\* A server to whom a snapshot has come says that all it has matches.
AnswerWithLastIndex(m) ==
  LET i == m.to
      l == Installed(log[i], m.snapshot) IN
  /\ m.type = "InstallSnapshot"
  /\ i \in up
  /\ m.term >= currentTerm[i]
  /\ Follow(i, m.term, m.from)
  /\ log' = [log EXCEPT ![i] = l]
  /\ UNCHANGED config
  /\ commitIndex' = [commitIndex EXCEPT ![i] = Max(@, m.snapshot.index)]
  /\ Save(i)
  /\ network' = With(Without(network, m),
       {AppendEntriesResponse(i, m.from, m.term, TRUE, LastIndex(l), 0)})
  /\ UNCHANGED up
  /\ Observe

-----------------------------------------------------------------------------
(***************************************************************************)
(* Hand-over.                                                              *)
(***************************************************************************)

\* A leader hands over at once, however far the other is behind.
HandOverBehind(i, j, k) == Sendable({TimeoutNow(i, j, currentTerm[i])})

\* A leader takes proposals while it hands over.
ProposeMeanwhile(i, v) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ log' = [log EXCEPT ![i] = Appended(@, Entry(currentTerm[i], v))]
  /\ matchIndex' = [matchIndex EXCEPT ![i][i] = LastIndex(log'[i])]
  /\ UNCHANGED <<up, electionVars, heard, transferee, nextIndex, readVars, config, commitIndex, network>>
  /\ Save(i)
  /\ Observe

-----------------------------------------------------------------------------
(***************************************************************************)
(* Crashes: server i is then down, in state s, believes in l, has a log    *)
(* with k entries.                                                         *)
(***************************************************************************)

CrashInto(i, s, l, k) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ Elect(i, disk[i].currentTerm, disk[i].votedFor, s, l, {})
  /\ NotLeading(i)
  /\ log' = [log EXCEPT ![i] = UpTo(@, k)]
  /\ disk' = [disk EXCEPT ![i].log = UpTo(log[i], k)]
  /\ commitIndex' = [commitIndex EXCEPT ![i] = 0]
  /\ UNCHANGED <<config, network>>
  /\ Observe

CrashForgetsLog(i, k) == CrashInto(i, "Follower", None, 0)
CrashWithMemory(i, k) == CrashInto(i, "Follower", leader[i], k)
CrashIntoNowhere(i, k) == CrashInto(i, "Down", None, k)

-----------------------------------------------------------------------------
(***************************************************************************)
(* What View may leave out.                                                *)
(***************************************************************************)

\* As Spent, but a candidate, too, has no use for what is told to leaders.
SpentOnCandidates(m) ==
  LET i == m.to IN
  /\ m.type = "AppendEntriesResponse"
  /\ m.term < currentTerm[i] \/ (m.term = currentTerm[i] /\ state[i] # "Leader")

\* As Spent, but a refusal is never of use.
SpentRefusals(m) == m.type = "AppendEntriesResponse" /\ ~m.success /\ m.term <= currentTerm[m.to]

=============================================================================
