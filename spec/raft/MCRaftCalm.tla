----------------------------- MODULE MCRaftCalm -----------------------------
(***************************************************************************)
(* What Raft promises once the network is calm: a leader whom all know,    *)
(* and proposals that commit; and what becomes of this when some servers   *)
(* are deaf, that is, the links to them, and only these, are cut.          *)
(*                                                                         *)
(* Calm: links are FIFO and reliable, nobody crashes, and timers are much  *)
(* longer than messages take: they run out only when no message is under   *)
(* way. An election timeout runs out only at a server whom no leader can   *)
(* reach, and CheckQuorum only when answers have had time to come. This    *)
(* needs no bound that would disable a fair action: without deaf servers   *)
(* terms stop growing by themselves, with them only their order counts,    *)
(* and Renumber counts them anew.                                          *)
(***************************************************************************)
EXTENDS Raft, TLC

CONSTANTS
  Deaf,     \* The servers that receive nothing.
  Ruler     \* Who leads at first, in term 1, or None.

MCSendable(S) == {m \in S : m.to \notin Deaf}

\* Ruler leads term 1, and all who hear know; logs are empty.
MCInitLed ==
  /\ up = Node
  /\ currentTerm = [i \in Node |-> 1]
  /\ votedFor = [i \in Node |-> Ruler]
  /\ log = [i \in Node |-> << >>]
  /\ disk = [i \in Node |-> [currentTerm |-> 1, votedFor |-> Ruler, log |-> << >>]]
  /\ state = [i \in Node |-> IF i = Ruler THEN "Leader" ELSE "Follower"]
  /\ leader = [i \in Node |-> IF i = Ruler \/ i \notin Deaf THEN Ruler ELSE None]
  /\ votes = [i \in Node |-> {}]
  /\ heard = [i \in Node |-> {}]
  /\ transferee = [i \in Node |-> None]
  /\ commitIndex = [i \in Node |-> 0]
  /\ nextIndex = [i \in Node |-> IF i = Ruler THEN [j \in Others(i) |-> 1] ELSE << >>]
  /\ matchIndex = [i \in Node |-> IF i = Ruler THEN [j \in Node |-> 0] ELSE << >>]
  /\ network = EmptyNetwork

\* Nobody leads, and server 1, whose term is the highest, lacks an entry: it cannot win.
MCInitBehind ==
  LET entry == Entry(1, None)
      logs == [i \in Node |-> IF i = 1 THEN << >> ELSE <<entry>>]
      terms == [i \in Node |-> IF i = 1 THEN 2 ELSE 1] IN
  /\ up = Node
  /\ currentTerm = terms
  /\ votedFor = [i \in Node |-> None]
  /\ log = logs
  /\ disk = [i \in Node |-> [currentTerm |-> terms[i], votedFor |-> None, log |-> logs[i]]]
  /\ state = [i \in Node |-> "Follower"]
  /\ leader = [i \in Node |-> None]
  /\ votes = [i \in Node |-> {}]
  /\ heard = [i \in Node |-> {}]
  /\ transferee = [i \in Node |-> None]
  /\ commitIndex = [i \in Node |-> 0]
  /\ nextIndex = [i \in Node |-> << >>]
  /\ matchIndex = [i \in Node |-> << >>]
  /\ network = EmptyNetwork

\* Terms can be counted anew: this comes first.
Renumbers ==
  /\ Deaf # {}
  /\ network = EmptyNetwork
  /\ \A i \in Node : log[i] = << >> /\ currentTerm[i] > 1

Quiet == network = EmptyNetwork /\ ~Renumbers

\* No leader can reach server i: it has heard nothing for an election timeout.
Unreached(i) ==
  \A l \in Others(i) : (state[l] = "Leader" /\ currentTerm[l] >= currentTerm[i]) => i \in Deaf

TimesOut(i) == Quiet /\ Unreached(i) /\ (Doubt(i) \/ Timeout(i))

\* What j, who hears, could learn from leader i.
Lacks(i, j) ==
  \/ nextIndex[i][j] <= LastIndex(log[i])
  \/ leader[j] # i
  \/ commitIndex[j] < commitIndex[i]

\* A heartbeat, with all there is to send. One that tells nothing new is left out.
Beats(i, j) ==
  /\ Quiet
  /\ j \in DOMAIN nextIndex[i] \ Deaf
  /\ Lacks(i, j)
  /\ AppendEntries(i, j, LastIndex(log[i]))

\* Answers have had the time to come. In calm only a leader who is deaf, or leads the deaf, does not
\* get them; one that does would only begin to count anew, and this is left out.
ChecksQuorum(i) ==
  /\ Quiet
  /\ ~IsQuorum({i} \cup (IF i \in Deaf THEN {} ELSE Others(i) \ Deaf))
  /\ CheckQuorum(i)

\* One proposal, to a server who thinks that it leads.
Proposes(i) ==
  /\ \A j \in {i} \cup (Node \ Deaf) : \A k \in 1..LastIndex(log[j]) : log[j][k].value = None
  /\ \E v \in Value : Propose(i, v)

\* Only the order of terms counts: when no log and no message has any, they are counted from 1.
Renumber ==
  /\ Renumbers
  /\ currentTerm' = [i \in Node |-> currentTerm[i] - 1]
  /\ disk' = [i \in Node |-> [disk[i] EXCEPT !.currentTerm = @ - 1]]
  /\ UNCHANGED <<up, votedFor, state, leader, votes, leaderVars, logVars, network>>

Handles(i, j) ==
  \E m \in Deliverable :
    /\ Link(m) = <<i, j>>
    /\ \/ HandleRequestPreVote(m) \/ HandleRequestPreVoteResponse(m)
       \/ HandleRequestVote(m) \/ HandleRequestVoteResponse(m)
       \/ HandleAppendEntries(m) \/ HandleAppendEntriesResponse(m)

\* Each of these tells somebody something that he did not know.
Advances == \E i \in Node : ChecksQuorum(i) \/ Proposes(i) \/ \E j \in Node : Beats(i, j)

MCNext ==
  \/ \E i \in Node : TimesOut(i)
  \/ Advances
  \/ \E i, j \in Node : Handles(i, j)
  \/ Renumber

\* Timers are strongly fair: a message under way only puts them off.
MCFairness ==
  /\ \A i \in Node : SF_vars(TimesOut(i))
  /\ SF_vars(Advances)
  /\ \A i, j \in Node : WF_vars(Handles(i, j))
  /\ WF_vars(Renumber)

MCSpec == Init /\ [][MCNext]_vars /\ MCFairness
MCSpecLed == MCInitLed /\ [][MCNext]_vars /\ MCFairness
MCSpecBehind == MCInitBehind /\ [][MCNext]_vars /\ MCFairness

-----------------------------------------------------------------------------

\* "In the end one server leads for ever, and all who hear know."
Settled == \E l \in Node : state[l] = "Leader" /\ \A i \in Node \ Deaf : leader[i] = l
EventuallySettled == <>[]Settled

\* "In the end what was proposed is committed, and all who hear know."
Committed ==
  \A i \in Node \ Deaf :
    \E k \in 1..commitIndex[i] : log[i][k].value # None
EventuallyCommitted == <>[]Committed

=============================================================================
