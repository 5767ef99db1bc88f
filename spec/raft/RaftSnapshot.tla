---------------------------- MODULE RaftSnapshot ----------------------------
(***************************************************************************)
(* How Raft keeps its log short (5.1): each server by itself puts a        *)
(* snapshot in the place of its first committed entries, and a leader      *)
(* sends its snapshot to who lacks entries that are no longer there.       *)
(*                                                                         *)
(* Here a snapshot says for which entries it stands; the state which these *)
(* have led to belongs to the service, and its way over the network, in as *)
(* many pieces as need be, to the host.                                    *)
(***************************************************************************)
EXTENDS RaftLog

InstallSnapshotRequest(i, j, t, s) ==
  [type |-> "InstallSnapshot", from |-> i, to |-> j, term |-> t, snapshot |-> s]

\* A snapshot has the last configuration among the entries for which it stands (5.1).
CompactedWithConfig(l, k) ==
  IF Has("Membership")
  THEN [Compacted(l, k) EXCEPT !.snapshot =
         [index |-> @.index, term |-> @.term, digest |-> @.digest, config |-> ConfigField(l, k)]]
  ELSE Compacted(l, k)

\* Server i's snapshot stands for all up to entry k from now on, in its log and on its disk.
Compact(i, k) ==
  /\ Has("Snapshot")
  /\ i \in up
  /\ k > log[i].snapshot.index
  /\ k <= commitIndex[i]
  /\ log' = [log EXCEPT ![i] = CompactedWithConfig(@, k)]
  /\ UNCHANGED <<up, electionVars, leaderVars, config, commitIndex, network>>
  /\ Save(i)
  /\ Observe

\* Leader i no longer has the next entry for server j, and sends its snapshot.
InstallSnapshot(i, j) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ j \in DOMAIN nextIndex[i]
  /\ nextIndex[i][j] <= log[i].snapshot.index
  /\ nextIndex' = [nextIndex EXCEPT ![i][j] = log[i].snapshot.index + 1]
  /\ network' = With(network, Sendable(
       {InstallSnapshotRequest(i, j, currentTerm[i], log[i].snapshot)}))
  /\ UNCHANGED <<up, electionVars, heard, transferee, matchIndex, readVars, logVars, disk>>
  /\ Observe

\* Log l after snapshot s has come. Who holds its last entry needs it for nothing: s may be old.
Installed(l, s) == IF Holds(l, s.index, s.term) THEN l ELSE NewLog(s, << >>)

\* Server m.to, which tells of no round of reads, takes the snapshot in the place of its log, and says so when it is on disk.
HandleInstallSnapshot(m) ==
  LET i == m.to
      s == m.snapshot
      rest == Without(network, m) IN
  /\ m.type = "InstallSnapshot"
  /\ i \in up
  /\ IF m.term < currentTerm[i]
     THEN /\ Unchanged
          /\ network' = With(rest, Sendable(
               {AppendEntriesResponse(i, m.from, currentTerm[i], FALSE, 0, 0)}))
     ELSE /\ Follow(i, m.term, m.from)
          /\ log' = [log EXCEPT ![i] = Installed(@, s)]
          /\ config' = [config EXCEPT ![i] = ConfigOf(log'[i])]
          /\ commitIndex' = [commitIndex EXCEPT ![i] = Max(@, s.index)]
          /\ Save(i)
          /\ network' = With(rest, Sendable(
               {AppendEntriesResponse(i, m.from, m.term, TRUE, s.index, 0)}))
  /\ UNCHANGED up
  /\ Observe

=============================================================================
