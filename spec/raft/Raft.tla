-------------------------------- MODULE Raft --------------------------------
(***************************************************************************)
(* Raft (Ongaro and Ousterhout 2014): a leader is elected for a term, and  *)
(* replicates a log of commands. The parts: RaftState (what servers know), *)
(* RaftElection (how they elect), RaftRead (how they read), RaftLog (how   *)
(* they replicate), and here the environment and what is promised.         *)
(*                                                                         *)
(* FAILURE MODEL. An asynchronous network that loses, doubles and reorders *)
(* messages and can be partitioned; servers crash and recover, are slow,   *)
(* and time out at any moment. A disk keeps what was flushed (Save); of    *)
(* what was written since, a crash leaves any prefix.                      *)
(*                                                                         *)
(* PROMISE. Always: one leader a term, a majority behind it (Election,     *)
(* layer 1, term = epoch); committed entries are never lost, and the same  *)
(* everywhere; a read that is answered sees all that was committed when it *)
(* was asked. In calm, with a majority up: a leader, known to all, and     *)
(* proposals that commit.                                                  *)
(***************************************************************************)
EXTENDS RaftLog

\* For replay, where clients propose whatever they like, and call their reads so, too.
AnyNumber == Nat

Init ==
  /\ up = Node
  /\ currentTerm = [i \in Node |-> 0]
  /\ votedFor = [i \in Node |-> None]
  /\ log = [i \in Node |-> << >>]
  /\ disk = [i \in Node |-> [currentTerm |-> 0, votedFor |-> None, log |-> << >>]]
  /\ state = [i \in Node |-> "Follower"]
  /\ leader = [i \in Node |-> None]
  /\ votes = [i \in Node |-> {}]
  /\ heard = [i \in Node |-> {}]
  /\ transferee = [i \in Node |-> None]
  /\ commitIndex = [i \in Node |-> 0]
  /\ nextIndex = [i \in Node |-> << >>]
  /\ matchIndex = [i \in Node |-> << >>]
  /\ round = [i \in Node |-> 0]
  /\ acked = [i \in Node |-> << >>]
  /\ reads = [i \in Node |-> {}]
  /\ network = EmptyNetwork

\* Server i loses what it has in memory only. The first k entries of its log are on disk.
Crash(i, k) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ Elect(i, disk[i].currentTerm, disk[i].votedFor, "Follower", None, {})
  /\ NotLeading(i)
  /\ log' = [log EXCEPT ![i] = SubSeq(@, 1, k)]
  /\ disk' = [disk EXCEPT ![i].log = SubSeq(log[i], 1, k)]
  /\ commitIndex' = [commitIndex EXCEPT ![i] = 0]
  /\ UNCHANGED network
  /\ Observe

Restart(i) ==
  /\ i \notin up
  /\ up' = up \cup {i}
  /\ UNCHANGED network
  /\ Unchanged
  /\ Observe

Lose(m) ==
  /\ Guarantee = "bag"
  /\ network' = Without(network, m)
  /\ UNCHANGED up
  /\ Unchanged
  /\ Observe

Duplicate(m) ==
  /\ Guarantee = "bag"
  /\ network' = With(network, {m})
  /\ UNCHANGED up
  /\ Unchanged
  /\ Observe

-----------------------------------------------------------------------------
Next ==
  \/ \E i \in Node :
       \/ Doubt(i)
       \/ Timeout(i)
       \/ CheckQuorum(i)
       \/ AbortTransfer(i)
       \/ Flush(i)
       \/ Restart(i)
       \/ \E k \in LastIndex(disk[i].log)..LastIndex(log[i]) : Crash(i, k)
       \/ \E v \in Value : Propose(i, v)
       \/ \E r \in ReadName : ReadIndex(i, r)
       \/ \E j \in Node : TransferLeadership(i, j)
       \/ \E j \in DOMAIN nextIndex[i] :
            \E k \in (nextIndex[i][j] - 1)..LastIndex(log[i]) : AppendEntries(i, j, k)
  \/ \E m \in Deliverable : HandleRequestPreVote(m)
  \/ \E m \in Deliverable : HandleRequestPreVoteResponse(m)
  \/ \E m \in Deliverable : HandleRequestVote(m)
  \/ \E m \in Deliverable : HandleRequestVoteResponse(m)
  \/ \E m \in Deliverable : HandleAppendEntries(m)
  \/ \E m \in Deliverable : HandleAppendEntriesResponse(m)
  \/ \E m \in Deliverable : HandleTimeoutNow(m)
  \/ \E m \in Deliverable : Lose(m)
  \/ \E m \in Deliverable : Duplicate(m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* What is promised, of each state.                                        *)
(***************************************************************************)

Leadership == INSTANCE Leadership WITH epoch <- currentTerm

TypeOK ==
  /\ up \subseteq Node
  /\ currentTerm \in [Node -> Nat]
  /\ votedFor \in [Node -> Node \cup {None}]
  /\ state \in [Node -> {"Follower", "PreCandidate", "Candidate", "Leader"}]
  /\ leader \in [Node -> Node \cup {None}]
  /\ votes \in [Node -> SUBSET Node]
  /\ heard \in [Node -> SUBSET Node]
  /\ transferee \in [Node -> Node \cup {None}]
  /\ \A i \in Node : commitIndex[i] \in 0..LastIndex(log[i])
  /\ round \in [Node -> Nat]
  /\ \A i \in Node : \A q \in reads[i] :
       q.read \in ReadName /\ q.index \in 1..commitIndex[i] /\ q.round \in 1..round[i]

\* "There is at most one leader a term", and servers agree who.
ElectionSafety == Leadership!OnePerEpoch

DownForgets == Leadership!DownForgets

\* "If two logs have an entry of the same index and term, they are the same up to it."
LogMatching ==
  \A i, j \in Node : i # j =>
    \A k \in 1..Min(LastIndex(log[i]), LastIndex(log[j])) :
      (log[i][k].term = log[j][k].term) => (SubSeq(log[i], 1, k) = SubSeq(log[j], 1, k))

\* "What one server has committed at an index, no other has committed differently."
StateMachineSafety ==
  \A i, j \in Node :
    \A k \in 1..Min(commitIndex[i], commitIndex[j]) : log[i][k] = log[j][k]

\* "A leader has every committed entry, unless it is stale itself."
LeaderCompleteness ==
  \A i, j \in Node : (state[i] = "Leader" /\ currentTerm[i] >= currentTerm[j]) =>
    /\ LastIndex(log[i]) >= commitIndex[j]
    /\ \A k \in 1..commitIndex[j] : log[i][k] = log[j][k]

\* "What a leader believes to match does match, and is on disk."
MatchesAreTrue ==
  \A i \in Node : \A j \in DOMAIN matchIndex[i] :
    (currentTerm[j] = currentTerm[i]) =>
      /\ LastIndex(disk[j].log) >= matchIndex[i][j]
      /\ \A k \in 1..matchIndex[i][j] : disk[j].log[k] = log[i][k]

\* "What a server has said, its disk remembers": term, and vote.
DiskRemembers ==
  \A i \in Node :
    /\ disk[i].currentTerm = currentTerm[i]
    /\ disk[i].votedFor = votedFor[i]

\* "A majority has moved to the term of whoever leads."
LeadersFenced ==
  \A i \in Node : state[i] = "Leader" =>
    IsQuorum({j \in Node : currentTerm[j] >= currentTerm[i]})

\* "Who does not lead has no reads to answer": their clients have to ask again.
OnlyLeadersRead == \A i \in Node : state[i] # "Leader" => reads[i] = {} /\ round[i] = 0

\* "Nobody has answered what this leader has not yet asked."
AnswersWereAsked ==
  \A i \in Node : \A j \in DOMAIN acked[i] : acked[i][j] <= round[i]

(***************************************************************************)
(* And of each step.                                                       *)
(***************************************************************************)

TermNeverGoesBack == [][\A i \in Node : currentTerm'[i] >= currentTerm[i]]_currentTerm

\* "One vote a term", which a crash does not give back.
VoteOnce ==
  [][\A i \in Node : (currentTerm'[i] = currentTerm[i] /\ votedFor[i] # None)
       => votedFor'[i] = votedFor[i]]_<<currentTerm, votedFor>>

\* "A leader only appends to its log."
LeaderAppendOnly ==
  [][\A i \in Node : (state[i] = "Leader" /\ state'[i] = "Leader")
       => /\ LastIndex(log'[i]) >= LastIndex(log[i])
          /\ SubSeq(log'[i], 1, LastIndex(log[i])) = log[i]]_log

CommitNeverGoesBack ==
  [][\A i \in up \cap up' :
       /\ commitIndex'[i] >= commitIndex[i]
       /\ LastIndex(log'[i]) >= commitIndex[i]
       /\ SubSeq(log'[i], 1, commitIndex[i]) = SubSeq(log[i], 1, commitIndex[i])]_<<log, commitIndex>>

(***************************************************************************)
(* The properties of logs once more, as what a step may do: they look only *)
(* at what it has changed, and so cost little in a long replay. With       *)
(* LeaderAppendOnly and CommitNeverGoesBack they come to the same.         *)
(***************************************************************************)

\* "What is newly committed is what the others have committed there."
CommitAgrees ==
  [][\A i \in Node : (commitIndex'[i] > commitIndex[i]) =>
       \A j \in Node :
         \A k \in (commitIndex[i] + 1)..Min(commitIndex'[i], commitIndex'[j]) :
           log'[i][k] = log'[j][k]]_commitIndex

\* "Whoever begins to lead has all that is committed, and what is newly committed is on every leader
\* that is not stale."
LeaderHasCommitted ==
  [][\A i, j \in Node :
       (state'[i] = "Leader" /\ currentTerm'[i] >= currentTerm'[j]) =>
         \A k \in (IF state[i] = "Leader" THEN commitIndex[j] + 1 ELSE 1)..commitIndex'[j] :
           k <= LastIndex(log'[i]) /\ log'[i][k] = log'[j][k]]_<<commitIndex, state>>

\* "What a leader newly believes to match does match, and is on disk."
MatchIsTrue ==
  [][\A i \in Node : (matchIndex'[i] # matchIndex[i]) =>
       \A j \in DOMAIN matchIndex'[i] : (currentTerm'[j] = currentTerm'[i]) =>
         \A k \in (IF j \in DOMAIN matchIndex[i] THEN matchIndex[i][j] + 1 ELSE 1)..matchIndex'[i][j] :
           /\ k <= LastIndex(disk'[j].log)
           /\ disk'[j].log[k] = log'[i][k]]_matchIndex

=============================================================================
