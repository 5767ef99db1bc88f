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

\* Server 1 leads term 1. The voters have its first entry, which it knows to be committed; others are new.
MCMemberInit ==
  LET first == NewLog(NoSnapshot, <<Entry(1, None)>>) IN
  /\ up = Node
  /\ currentTerm = [i \in Node |-> IF i \in InitialVoters THEN 1 ELSE 0]
  /\ votedFor = [i \in Node |-> IF i \in InitialVoters THEN 1 ELSE None]
  /\ log = [i \in Node |-> IF i \in InitialVoters THEN first ELSE EmptyLog]
  /\ disk = [i \in Node |->
       [currentTerm |-> currentTerm[i], votedFor |-> votedFor[i], log |-> log[i]]]
  /\ state = [i \in Node |-> IF i = 1 THEN "Leader" ELSE "Follower"]
  /\ leader = [i \in Node |-> IF i \in InitialVoters THEN 1 ELSE None]
  /\ votes = [i \in Node |-> {}]
  /\ heard = [i \in Node |-> {}]
  /\ transferee = [i \in Node |-> None]
  /\ config = [i \in Node |-> InitialConfiguration]
  /\ commitIndex = [i \in Node |-> IF i = 1 THEN 1 ELSE 0]
  /\ nextIndex = [i \in Node |-> IF i = 1 THEN [j \in Peers(1) |-> 2] ELSE << >>]
  /\ matchIndex = [i \in Node |-> IF i = 1 THEN [j \in InitialVoters |-> 1] ELSE << >>]
  /\ round = [i \in Node |-> 0]
  /\ acked = [i \in Node |-> IF i = 1 THEN [j \in Peers(1) |-> 0] ELSE << >>]
  /\ reads = [i \in Node |-> {}]
  /\ lease = [i \in Node |-> None]
  /\ network = {}
  /\ won = {<<1, 1>>}
  /\ elections = 0
  /\ crashes = 0
  /\ proposals = 0

\* Server 1 has led term 1, and has begun to do without server 4, as nobody else knows. Server 2 leads term
\* 2, by the votes of 3 and 4, and nobody has an entry of it.
MCMemberInit2015 ==
  LET l == [EmptyLog EXCEPT !.entries = <<ConfigEntry(1, Configuration(OneToThree, {}, {}))>>] IN
  /\ up = Node
  /\ currentTerm = [i \in Node |-> 2]
  /\ votedFor = [i \in Node |-> IF i = 1 THEN None ELSE 2]
  /\ log = [i \in Node |-> IF i = 1 THEN l ELSE EmptyLog]
  /\ disk = [i \in Node |->
       [currentTerm |-> currentTerm[i], votedFor |-> votedFor[i], log |-> log[i]]]
  /\ state = [i \in Node |-> IF i = 2 THEN "Leader" ELSE "Follower"]
  /\ leader = [i \in Node |-> IF i = 2 THEN 2 ELSE None]
  /\ votes = [i \in Node |-> {}]
  /\ heard = [i \in Node |-> {}]
  /\ transferee = [i \in Node |-> None]
  /\ config = [i \in Node |-> ConfigOf(log[i])]
  /\ commitIndex = [i \in Node |-> 0]
  /\ nextIndex = [i \in Node |-> IF i = 2 THEN [j \in Peers(2) |-> 1] ELSE << >>]
  /\ matchIndex = [i \in Node |-> IF i = 2 THEN [j \in Node |-> 0] ELSE << >>]
  /\ round = [i \in Node |-> 0]
  /\ acked = [i \in Node |-> IF i = 2 THEN [j \in Peers(2) |-> 0] ELSE << >>]
  /\ reads = [i \in Node |-> {}]
  /\ lease = [i \in Node |-> None]
  /\ network = {}
  /\ won = {<<1, 1>>, <<2, 2>>}
  /\ elections = 0
  /\ crashes = 0
  /\ proposals = 0

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
