-------------------------- MODULE MCRaftMembership --------------------------
(***************************************************************************)
(* What TLC needs to check how the servers of a cluster of Raft change:    *)
(* small clusters, and the few changes that their operators ask for.       *)
(***************************************************************************)
EXTENDS MCRaft

\* Who votes at first.
OneAndTwo == {1, 2}
OneToThree == {1, 2, 3}

\* What operators ask for.
NoLearners == {{}}
LearnsThree == {{3}}
TwoAndThree == {{2, 3}}
OneAndThree == {{1, 3}}
OneAndFour == {{1, 4}}
TwoToFour == {{2, 3, 4}}
Same == {{1, 2}}

\* No heartbeats. A server that has all is told no more, not even what is committed.
MCSendNews(i, j, k) == MCMaySend(i, j, k) /\ k >= nextIndex[i][j]

\* The same for EagerNext.
MCSendNewsEagerly(i, j, k) == MCSendAll(i, j, k) /\ k >= nextIndex[i][j]

\* Server 1 leads term 1. The voters have its first entry, which it knows to be committed; others are new.
MCMemberInit ==
  LET first == NewLog(NoSnapshot, <<Entry(1, None)>>)
      Begun(i) ==
        IF i \notin InitialVoters THEN Server(0, None, EmptyLog)
        ELSE [Led(Server(1, 1, first), i, 1, 1) EXCEPT !.commitIndex = IF i = 1 THEN 1 ELSE 0] IN
  MCBegins([i \in Node |-> Begun(i)], {}, {<<1, 1>>})

\* Server 1 has led term 1, and has begun to do without server 4, as nobody else knows. Server 2 leads term
\* 2, by the votes of 3 and 4, and nobody has an entry of it.
MCMemberInit2015 ==
  LET l == [EmptyLog EXCEPT !.entries = <<ConfigEntry(1, Configuration(OneToThree, {}, {}))>>]
      Begun(i) ==
        IF i = 1 THEN Server(2, None, l)
        ELSE IF i = 2 THEN Led(Server(2, 2, EmptyLog), i, 2, 0)
        ELSE Server(2, 2, EmptyLog) IN
  MCBegins([i \in Node |-> Begun(i)], {}, {<<1, 1>>, <<2, 2>>})

-----------------------------------------------------------------------------

\* "A snapshot has the configuration to which its entries have led."
SnapshotsRemember ==
  \A i \in Node :
    LET s == log[i].snapshot IN
    s.config = ConfigField(NewLog(NoSnapshot, s.digest), s.index)

\* "Who stands for election has a vote", or had one in what was committed last.
VotersStand ==
  \A i \in up : state[i] \in {"Candidate", "PreCandidate"} =>
    \E c \in InPlay(i) : i \in c.voters \cup c.next

\* "What a leader of this term has committed is on the disks of a majority of voters."
VotersHaveIt ==
  \A i \in up : (state[i] = "Leader" /\ KnowsCommitted(i)) =>
    LET have == {j \in Node : /\ LastIndex(disk[j].log) >= commitIndex[i]
                              /\ SameUpTo(disk[j].log, log[i], commitIndex[i])} IN
    \E c \in InPlay(i) : 2 * Cardinality(have \cap c.voters) > Cardinality(c.voters)

=============================================================================
