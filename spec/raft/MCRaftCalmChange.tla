-------------------------- MODULE MCRaftCalmChange --------------------------
(***************************************************************************)
(* Raft in calm (see MCRaftCalm) while the servers of the cluster change:  *)
(* does a change that has begun come to its end? Does a server that has    *)
(* left, and does not know, leave the others in peace? And does a leader   *)
(* whom only learners answer step down?                                    *)
(***************************************************************************)
EXTENDS MCRaftCalm

CONSTANTS
  MaxChanges   \* How often operators ask for a change, in all.

\* Who votes at first, and what operators ask for.
OneAndTwo == {1, 2}
OneToThree == {1, 2, 3}
Nobody == {{}}
OnlyThree == {{3}}
PairWithThree == {{1, 3}, {2, 3}}
FirstPair == {{1, 2}}

\* Server 2 is not heard by server 1.
Cut2To1 == {<<2, 1>>}

ChangeBegin ==
  /\ cut = Cut
  /\ latest = None
  /\ budget = [changes |-> MaxChanges, crashes |-> MaxCrashes, restarts |-> MaxRestarts,
               proposals |-> 0, transfers |-> 0, reads |-> 0]

\* Server 1 leads term 1, and has committed its first entry, which the voters have. Others are new.
FirstOfTerm == NewLog(NoSnapshot, <<Entry(1, None)>>)
InitCluster ==
  LET Begun(i) ==
        IF i \notin InitialVoters THEN Server(0, None, EmptyLog)
        ELSE [Led(Server(1, 1, FirstOfTerm), i, 1, 1) EXCEPT !.commitIndex = 1] IN
  Begins([i \in Node |-> Begun(i)], EmptyNetwork) /\ Begin

\* Server 1 leads 2, and both have committed that server 3 is to leave, and has left. It had been told of
\* nothing since the first entry.
HasLeftLog ==
  NewLog(NoSnapshot, <<Entry(1, None), ConfigEntry(1, Configuration(OneToThree, OneAndTwo, {})),
                       ConfigEntry(1, Configuration(OneAndTwo, {}, {}))>>)
InitLeft ==
  LET Begun(i) ==
        IF i = 3 THEN Led(Server(1, 1, FirstOfTerm), 3, 1, 1)
        ELSE [Led(Server(1, 1, HasLeftLog), i, 1, 3) EXCEPT !.commitIndex = 3] IN
  Begins([i \in Node |-> Begun(i)], EmptyNetwork) /\ Begin

\* Server 1 leads, with voters 1 and 2 and learner 3; all have all, and know it to be committed.
LearnerLog == NewLog(NoSnapshot, <<Entry(1, None), ConfigEntry(1, Configuration(OneAndTwo, {}, {3}))>>)
InitLearner ==
  LET Begun(i) == [Led(Server(1, IF i = 3 THEN None ELSE 1, LearnerLog), i, 1, 2) EXCEPT !.commitIndex = 2] IN
  Begins([i \in Node |-> Begun(i)], EmptyNetwork) /\ Begin

-----------------------------------------------------------------------------

CalmChange(i) ==
  (\E V \in VoterSets : \E L \in LearnerSets : ChangeMembership(i, V, L)) /\ Spend("changes")

CalmFinish(i) == FinishChange(i) /\ Rest

ChangeNext == CalmNext \/ \E i \in Node : CalmChange(i) \/ CalmFinish(i)

ChangeFairness == Fairness /\ \A i \in Node : WF_calmvars(CalmFinish(i))

ClusterSpec == InitCluster /\ [][ChangeNext]_calmvars /\ ChangeFairness
LeftSpec == InitLeft /\ [][ChangeNext]_calmvars /\ ChangeFairness
LearnerSpec == InitLearner /\ [][ChangeNext]_calmvars /\ ChangeFairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* What is promised.                                                       *)
(***************************************************************************)

\* "A change comes to its end": there is a leader, it goes by one configuration alone, and all who belong to
\* that, and are up, follow it, go by the same, and know it to be committed.
Settled ==
  \E l \in up :
    /\ Leading(l)
    /\ l \in config[l].voters
    /\ config[l].next = {}
    /\ \A i \in Members(config[l]) \cap up :
         leader[i] = l /\ config[i] = config[l] /\ ConfigIsCommitted(i)
\* Where a server stays down, two voters may have no majority without it.
EventuallySettled == <>[](up = Node) => <>[]Settled

\* "A leader whom no majority of voters answers does not lead for ever."
LedByVoters == \A i \in up : Leading(i) => QuorumFor(i, Connected(i))
EventuallyLedByVoters == <>[]LedByVoters

=============================================================================
