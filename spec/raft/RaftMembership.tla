--------------------------- MODULE RaftMembership ---------------------------
(***************************************************************************)
(* How servers join and leave (4), any number of them at once: by joint    *)
(* consensus (4.3). A leader first appends the joint configuration, in     *)
(* which both the old and the new voters have to agree to all; when it is  *)
(* committed, the new one. Each is in force as soon as it is in the log.   *)
(* If only learners change, one entry is enough: they have no say.         *)
(*                                                                         *)
(* Before it begins, a leader has to know that the last configuration is   *)
(* committed, and to have committed an entry of its own term: else a       *)
(* former leader may have left another change, of which it does not know   *)
(* (the bug of 2015 of single-server changes; joint ones would not need    *)
(* it).                                                                    *)
(*                                                                         *)
(* A leader that is to leave leads on until the new configuration is       *)
(* committed, without counting itself. Then it steps down, if CheckQuorum  *)
(* is among the Parts.                                                     *)
(* Servers that have left may not know, and stand for election: PreVote    *)
(* and CheckQuorum keep them from disturbing the others (4.2.3).           *)
(***************************************************************************)
EXTENDS RaftSnapshot

\* What an operator may ask for. Here, anything; a model may be choosy.
VoterSets == SUBSET Node
LearnerSets == SUBSET Node

\* Leader i goes by configuration c from now on, and sends to those that belong to it.
Reconfigure(i, c) ==
  LET peers == Members(c) \ {i} IN
  /\ config' = [config EXCEPT ![i] = c]
  /\ log' = [log EXCEPT ![i] = Appended(@, ConfigEntry(currentTerm[i], c))]
  /\ nextIndex' = [nextIndex EXCEPT ![i] =
       [j \in peers |-> IF j \in DOMAIN @ THEN @[j] ELSE LastIndex(log[i]) + 1]]
  /\ acked' = [acked EXCEPT ![i] = [j \in peers |-> IF j \in DOMAIN @ THEN @[j] ELSE 0]]
  /\ matchIndex' = [matchIndex EXCEPT ![i] = [j \in peers \cup {i} |->
       IF j = i /\ ~Has("AsyncDisk") THEN LastIndex(log'[i])
       ELSE IF j \in DOMAIN @ THEN @[j] ELSE 0]]
  /\ UNCHANGED <<up, electionVars, heard, transferee, round, reads, lease, commitIndex, network>>
  /\ IF Has("AsyncDisk") THEN UNCHANGED disk ELSE Save(i)
  /\ Observe

\* Whether the configuration by which leader i goes is committed, as it knows.
ConfigIsCommitted(i) == ConfigIndex(log[i], LastIndex(log[i])) <= commitIndex[i]

\* The configuration with which a change to voters V and learners L begins.
FirstOf(c, V, L) ==
  IF V = c.voters THEN Configuration(V, {}, L) ELSE Configuration(c.voters, V, L)

-----------------------------------------------------------------------------

\* An operator wants the cluster to have voters V and learners L. One voter alone would be elected, and
\* commit, without anybody's answer; there are at least two.
ChangeMembership(i, V, L) ==
  /\ Has("Membership")
  /\ i \in up
  /\ state[i] = "Leader"
  /\ transferee[i] = None
  /\ Cardinality(V) > 1 /\ V \cap L = {}
  /\ <<V, L>> # <<config[i].voters, config[i].learners>>
  /\ config[i].next = {}
  /\ ConfigIsCommitted(i)
  /\ KnowsCommitted(i)
  /\ Reconfigure(i, FirstOf(config[i], V, L))

\* The joint configuration is committed: leader i puts the new one in its place.
FinishChange(i) ==
  /\ Has("Membership")
  /\ i \in up
  /\ state[i] = "Leader"
  /\ transferee[i] = None
  /\ config[i].next # {}
  /\ ConfigIsCommitted(i)
  /\ Reconfigure(i, Configuration(config[i].next, {}, config[i].learners))

=============================================================================
