----------------------------- MODULE RaftJoining -----------------------------
(***************************************************************************)
(* Raft in a cluster to which not all servers belong from the beginning:   *)
(* the others may join by a change of membership. For replay: the trace of *)
(* a real node says who votes at first.                                    *)
(***************************************************************************)
EXTENDS Raft

CONSTANTS
  InitialVoter,   \* The servers that vote at first.
  InitialLearner  \* Those that belong to the cluster at first, and do not vote.

ASSUME MembersAtFirst ==
  /\ InitialVoter \subseteq Node /\ Cardinality(InitialVoter) > 1
  /\ InitialLearner \subseteq Node \ InitialVoter

\* In the place of InitialConfiguration.
FirstConfiguration == Configuration(InitialVoter, {}, InitialLearner)
=============================================================================
