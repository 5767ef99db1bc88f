-------------------------------- MODULE Raft --------------------------------
(***************************************************************************)
(* Raft (Ongaro and Ousterhout 2014): a leader is elected for a term, and  *)
(* replicates a log of commands. The parts: RaftState (what servers know), *)
(* RaftElection (how they elect), RaftRead (how they read), RaftLog (how   *)
(* they replicate), RaftSnapshot (how they keep logs short),              *)
(* RaftMembership (how servers join and leave), and here the environment   *)
(* and what is promised.                                                   *)
(*                                                                         *)
(* FAILURE MODEL. An asynchronous network that loses, doubles and reorders *)
(* messages and can be partitioned; servers crash and recover, are slow,   *)
(* and time out at any moment. A disk keeps what was flushed (Save); of    *)
(* what was written since, a crash leaves any prefix.                      *)
(*                                                                         *)
(* PROMISE. Always: one leader a term, a majority behind it (Election,     *)
(* layer 1, term = epoch; with Membership, LeadersFenced says it instead,  *)
(* of the configurations in play, since Election knows of one only);       *)
(* committed entries are never lost, and the same everywhere; a read that  *)
(* is answered sees all that was committed when it was asked. In calm,     *)
(* with a majority up: a leader, known to all, and proposals that commit.  *)
(***************************************************************************)
EXTENDS RaftMembership

\* For replay, where clients propose whatever they like, and call their reads so, too.
AnyNumber == Nat

Init ==
  /\ up = Node
  /\ currentTerm = [i \in Node |-> 0]
  /\ votedFor = [i \in Node |-> None]
  /\ log = [i \in Node |-> EmptyLog]
  /\ disk = [i \in Node |-> [currentTerm |-> 0, votedFor |-> None, log |-> EmptyLog]]
  /\ state = [i \in Node |-> "Follower"]
  /\ leader = [i \in Node |-> None]
  /\ votes = [i \in Node |-> {}]
  /\ heard = [i \in Node |-> {}]
  /\ transferee = [i \in Node |-> None]
  /\ config = [i \in Node |-> InitialConfiguration]
  /\ commitIndex = [i \in Node |-> 0]
  /\ nextIndex = [i \in Node |-> << >>]
  /\ matchIndex = [i \in Node |-> << >>]
  /\ round = [i \in Node |-> 0]
  /\ acked = [i \in Node |-> << >>]
  /\ reads = [i \in Node |-> {}]
  /\ lease = [i \in Node |-> None]
  /\ network = EmptyNetwork

\* Server i loses what it has in memory only. The entries of its log up to k are on disk. What its
\* snapshot stands for it knows to be committed.
Crash(i, k) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ Elect(i, disk[i].currentTerm, disk[i].votedFor, "Follower", None, {})
  /\ NotLeading(i)
  /\ log' = [log EXCEPT ![i] = UpTo(@, k)]
  /\ config' = [config EXCEPT ![i] = ConfigOf(log'[i])]
  /\ disk' = [disk EXCEPT ![i].log = UpTo(log[i], k)]
  /\ commitIndex' = [commitIndex EXCEPT ![i] = log[i].snapshot.index]
  /\ UNCHANGED network
  /\ Observe

\* Server i comes back. Its disk does not say whom it heard before the crash, and how lately.
Restart(i) ==
  /\ i \notin up
  /\ up' = up \cup {i}
  /\ state' = IF Has("LeaseRead") THEN [state EXCEPT ![i] = "Recovering"] ELSE state
  /\ UNCHANGED <<currentTerm, votedFor, leader, votes, leaderVars, logVars, disk, network>>
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
       \/ RenewLease(i)
       \/ \E n \in Rounds(i) : ExpireLease(i, n)
       \/ \E r \in ReadName : LeaseRead(i, r)
       \/ \E k \in (log[i].snapshot.index + 1)..LastIndex(log[i]) : Compact(i, k)
       \/ \E j \in Node : TransferLeadership(i, j)
       \/ \E V \in VoterSets : \E L \in LearnerSets : ChangeMembership(i, V, L)
       \/ FinishChange(i)
       \/ \E j \in DOMAIN nextIndex[i] : InstallSnapshot(i, j)
       \/ \E j \in DOMAIN nextIndex[i] :
            \E k \in (nextIndex[i][j] - 1)..LastIndex(log[i]) : AppendEntries(i, j, k)
  \/ \E m \in Deliverable : HandleRequestPreVote(m)
  \/ \E m \in Deliverable : HandleRequestPreVoteResponse(m)
  \/ \E m \in Deliverable : HandleRequestVote(m)
  \/ \E m \in Deliverable : HandleRequestVoteResponse(m)
  \/ \E m \in Deliverable : HandleAppendEntries(m)
  \/ \E m \in Deliverable : HandleAppendEntriesResponse(m)
  \/ \E m \in Deliverable : HandleInstallSnapshot(m)
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
  /\ state \in [Node -> {"Follower", "PreCandidate", "Candidate", "Leader", "Recovering"}]
  /\ leader \in [Node -> Node \cup {None}]
  /\ votes \in [Node -> SUBSET Node]
  /\ heard \in [Node -> SUBSET Node]
  /\ transferee \in [Node -> Node \cup {None}]
  /\ \A i \in Node : commitIndex[i] \in log[i].snapshot.index..LastIndex(log[i])
  /\ round \in [Node -> Nat]
  /\ \A i \in Node : lease[i] = None \/ lease[i] \subseteq 1..round[i]
  /\ \A i \in Node : \A q \in reads[i] :
       q.read \in ReadName /\ q.index \in 1..commitIndex[i] /\ q.round \in 1..round[i]

\* "There is at most one leader a term", and servers agree who.
ElectionSafety == Leadership!OnePerEpoch

DownForgets == Leadership!DownForgets

\* "If two logs have an entry of the same index and term, they are the same up to it."
LogMatching ==
  \A i, j \in Node : i # j =>
    \A k \in Max(log[i].snapshot.index, log[j].snapshot.index)
              ..Min(LastIndex(log[i]), LastIndex(log[j])) :
      (TermAt(log[i], k) = TermAt(log[j], k)) => SameUpTo(log[i], log[j], k)

\* "What one server has committed at an index, no other has committed differently."
StateMachineSafety ==
  \A i, j \in Node : SameUpTo(log[i], log[j], Min(commitIndex[i], commitIndex[j]))

\* "A leader has every committed entry, unless it is stale itself."
LeaderCompleteness ==
  \A i, j \in Node : (state[i] = "Leader" /\ currentTerm[i] >= currentTerm[j]) =>
    /\ LastIndex(log[i]) >= commitIndex[j]
    /\ SameUpTo(log[i], log[j], commitIndex[j])

\* "What a leader believes to match does match, and is on disk."
MatchesAreTrue ==
  \A i \in Node : \A j \in DOMAIN matchIndex[i] :
    (currentTerm[j] = currentTerm[i]) =>
      /\ LastIndex(disk[j].log) >= matchIndex[i][j]
      /\ SameUpTo(disk[j].log, log[i], matchIndex[i][j])

\* "What a server has said, its disk remembers": term, and vote.
DiskRemembers ==
  \A i \in Node :
    /\ disk[i].currentTerm = currentTerm[i]
    /\ disk[i].votedFor = votedFor[i]

\* "A majority has moved to the term of whoever leads": of its last committed configuration, or of one
\* that follows.
LeadersFenced ==
  \A i \in Node : state[i] = "Leader" =>
    LET fenced == {j \in Node : currentTerm[j] >= currentTerm[i]} IN
    IF Has("Membership") THEN \E c \in InPlay(i) : QuorumOf(c, fenced) ELSE IsQuorum(fenced)

\* "Who does not lead has no reads to answer": their clients have to ask again.
OnlyLeadersRead ==
  \A i \in Node : state[i] # "Leader" => reads[i] = {} /\ round[i] = 0 /\ lease[i] = None

\* "A server goes by the last configuration in its log."
ConfigIsLast ==
  Has("Membership") => \A i \in Node : config[i] = ConfigAt(log[i], LastIndex(log[i]))

\* "Of the configurations of a leader that has committed an entry of its term, one at most is not
\* committed": so any two that are in force at once have a server in common in all their quorums.
OneChangeAtATime ==
  Has("Membership") => \A i \in Node :
    (state[i] = "Leader" /\ KnowsCommitted(i)) => Cardinality(InPlay(i)) <= 2

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
       => \/ log'[i] = log[i]
          \/ /\ LastIndex(log'[i]) >= LastIndex(log[i])
             /\ SameUpTo(log'[i], log[i], LastIndex(log[i]))]_log

CommitNeverGoesBack ==
  [][\A i \in up \cap up' :
       /\ commitIndex'[i] >= commitIndex[i]
       /\ LastIndex(log'[i]) >= commitIndex[i]
       /\ log'[i] = log[i] \/ SameUpTo(log'[i], log[i], commitIndex[i])]_<<log, commitIndex>>

\* "What a leader knows another's disk to hold it does not forget", whatever old answers say.
MatchNeverGoesBack ==
  [][\A i \in Node : (state[i] = "Leader" /\ state'[i] = "Leader" /\ currentTerm'[i] = currentTerm[i])
       => \A j \in DOMAIN matchIndex[i] \cap DOMAIN matchIndex'[i] :
            matchIndex'[i][j] >= matchIndex[i][j]]_matchIndex

(***************************************************************************)
(* The properties of logs once more, as what a step may do: they look only *)
(* at what it has changed, and so cost little in a long replay. With       *)
(* LeaderAppendOnly and CommitNeverGoesBack they come to the same.         *)
(***************************************************************************)

\* "What is newly committed is what the others have committed there."
CommitAgrees ==
  [][\A i \in Node : (commitIndex'[i] > commitIndex[i]) =>
       \A j \in Node :
         SameBetween(log'[i], log'[j], commitIndex[i], Min(commitIndex'[i], commitIndex'[j]))
     ]_commitIndex

\* "Whoever begins to lead has all that is committed, and what is newly committed is on every leader
\* that is not stale."
LeaderHasCommitted ==
  [][\A i, j \in Node :
       (state'[i] = "Leader" /\ currentTerm'[i] >= currentTerm'[j]) =>
         /\ LastIndex(log'[i]) >= commitIndex'[j]
         /\ SameBetween(log'[i], log'[j], IF state[i] = "Leader" THEN commitIndex[j] ELSE 0,
                        commitIndex'[j])]_<<commitIndex, state>>

\* "What a leader newly believes to match does match, and is on disk."
MatchIsTrue ==
  [][\A i \in Node : (matchIndex'[i] # matchIndex[i]) =>
       \A j \in DOMAIN matchIndex'[i] : (currentTerm'[j] = currentTerm'[i]) =>
         /\ LastIndex(disk'[j].log) >= matchIndex'[i][j]
         /\ SameBetween(disk'[j].log, log'[i], IF j \in DOMAIN matchIndex[i] THEN matchIndex[i][j] ELSE 0,
                        matchIndex'[i][j])]_matchIndex

=============================================================================
