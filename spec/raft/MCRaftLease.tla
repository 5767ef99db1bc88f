---------------------------- MODULE MCRaftLease -----------------------------
(***************************************************************************)
(* What TLC needs to check that the leases of Raft are good: clocks.       *)
(*                                                                         *)
(* Time passes in Ticks. With each, the clock of each server goes on by    *)
(* some number of Rates, so the largest against the smallest of these is   *)
(* how far clocks drift apart. A lease is as long as Lease on the leader's *)
(* clock; a server that hears its leader is loyal for as long as Loyalty,  *)
(* the shortest election timeout, on its own. A timer may be late, but     *)
(* goes before what clients ask: a process that was paused looks at its    *)
(* clock before it answers.                                                *)
(***************************************************************************)
EXTENDS MCRaftRead

CONSTANTS
  Lease,
  Loyalty,
  Rates

VARIABLES
  age,    \* age[i]: how long ago, on its clock, server i last heard a leader, or came back.
  since   \* since[i][n]: how long ago, on its clock, leader i began round n.

leasevars == <<mcreadvars, age, since>>

\* Numbers, so that cfg files can say so.
Even == {1}
Uneven == {1, 2}

\* Somebody leads term 1, and has just begun a round. It is long ago that the others heard it.
LedWithRound(allKnow) ==
  /\ InitLedSince(allKnow, 1)
  /\ age = [i \in Node |-> IF state[i] = "Leader" THEN 0 ELSE Loyalty]
  /\ since = [i \in Node |-> [n \in 1..MaxRounds |-> 0]]

MCLeaseInit == LedWithRound(TRUE)
MCLeaseInitUntold == LedWithRound(FALSE)

\* Of what is no longer of use, no age is kept.
Listens(i) == i \in up /\ state[i] # "Leader" /\ Hears(i)
Since(i, n) == IF n \in Rounds(i)' THEN since[i][n] ELSE 0

AgesBut(anew) ==
  /\ age' = [i \in Node |-> IF Listens(i)' /\ i \notin anew THEN age[i] ELSE 0]
  /\ since' = [i \in Node |-> [n \in 1..MaxRounds |-> Since(i, n)]]

Ages == AgesBut({})

\* Those for whom it matters that time passes.
Timed ==
  {i \in Node : (Listens(i) /\ age[i] < Loyalty) \/ \E n \in Rounds(i) : since[i][n] < Lease}

Tick ==
  \E r \in [Timed -> Rates] :
    /\ age' = [i \in Node |->
         IF i \in Timed /\ Listens(i) THEN Min(age[i] + r[i], Loyalty) ELSE age[i]]
    /\ since' = [i \in Node |-> [n \in 1..MaxRounds |->
         IF i \in Timed /\ n \in Rounds(i) THEN Min(since[i][n] + r[i], Lease) ELSE since[i][n]]]
    /\ UNCHANGED mcreadvars

\* Whether leader i answers reads by its lease: its timers are not due.
Answers(i) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ KnowsCommitted(i)
  /\ \E n \in Rounds(i) : since[i][n] < Lease /\ Confirmed(i, acked[i], n)

TimedDoubt(i) == age[i] = Loyalty /\ Doubt(i) /\ Ages
TimedTimeout(i) == Timeout(i) /\ Ages
TimedRenew(i) == RenewLease(i) /\ Ages
TimedExpire(i, n) == since[i][n] = Lease /\ ExpireLease(i, n) /\ Ages
TimedRead(i, r) == Answers(i) /\ LeaseRead(i, r) /\ Ages
TimedTransfer(i, j) == TransferLeadership(i, j) /\ Ages
TimedAbort(i) == AbortTransfer(i) /\ Ages
TimedCrash(i, k) == Crash(i, k) /\ Ages
TimedRestart(i) == Restart(i) /\ AgesBut({i})
TimedAppend(i, j) == AppendEntries(i, j, LastIndex(log[i])) /\ Ages

\* Server m.to's timer begins anew, if it takes the message.
TimedHear(m) ==
  /\ HandleAppendEntries(m)
  /\ IF m.term < currentTerm[m.to] THEN Ages ELSE AgesBut({m.to})

Receive(m) ==
  /\ \/ HandleRequestPreVote(m) \/ HandleRequestPreVoteResponse(m)
     \/ HandleRequestVote(m) \/ HandleRequestVoteResponse(m)
     \/ HandleAppendEntriesResponse(m) \/ HandleTimeoutNow(m)
  /\ Ages

TimedNext ==
  \/ Tick
  \/ \E i \in Node :
       \/ TimedDoubt(i)
       \/ TimedTimeout(i)
       \/ TimedRenew(i)
       \/ \E n \in Rounds(i) : TimedExpire(i, n)
       \/ \E r \in ReadName : TimedRead(i, r)
       \/ \E j \in Node : TimedTransfer(i, j)
       \/ TimedAbort(i)
       \/ \E k \in LastIndex(disk[i].log)..LastIndex(log[i]) : TimedCrash(i, k)
       \/ TimedRestart(i)
       \/ \E j \in DOMAIN nextIndex[i] : TimedAppend(i, j)
  \/ \E m \in Deliverable : TimedHear(m)
  \/ \E m \in Deliverable : Receive(m)

\* A leader sends what it has not sent before, and only what carries entries, or asks for an answer.
MCLeaseMaySend(i, j, k) ==
  /\ MCMaySend(i, j, k)
  /\ k >= nextIndex[i][j] \/ acked[i][j] < round[i]

\* The same for EagerTimedNext.
MCLeaseSendEagerly(i, j, k) == MCSendAll(i, j, k) /\ (k >= nextIndex[i][j] \/ acked[i][j] < round[i])

\* Eager answers, see MCRaft; but who hears its leader again sets its timer anew, and that is a step.
EagerTimedNext ==
  LET untold == {r \in Untold : r.type = "AppendEntriesResponse" => age[r.from] = 0} IN
  IF untold = {} THEN TimedNext
  ELSE network' = network \cup untold /\ UNCHANGED <<serverVars, age, since>> /\ Observe

\* The first leader has a lease, or may get one: what comes later is of no interest.
Leased ==
  \E i \in Node : state[i] = "Leader" /\ currentTerm[i] = 1 /\ (Rounds(i) # {} \/ round[i] < MaxRounds)

MCLeaseView == <<MCReadView, age, since>>

-----------------------------------------------------------------------------

\* "Who answers by its lease has all that was ever committed."
LeasesAreFresh == \A i \in Node : Answers(i) => commitIndex[i] >= committed

\* "While clocks say that a lease is good nobody else can have been elected."
LeasesAreGood == \A i \in Node : Answers(i) => Unchallenged(i)

=============================================================================
