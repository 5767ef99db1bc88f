------------------------------- MODULE Grants -------------------------------
(***************************************************************************)
(* Grants: what a service that embeds an election is promised about        *)
(* callbacks and fencing tokens. This module is the contract as each node  *)
(* keeps it, for itself; LeasedGrants puts it into a world with a quorum,  *)
(* clocks that drift, and a resource that the leader writes to.            *)
(*                                                                         *)
(* A node that was elected is no leader yet for its service. It is granted *)
(* leadership when three things have come together, in any order: its      *)
(* epoch is on its disk, the first entry of the epoch is committed, and it *)
(* has a lease. The epoch is the fencing token. Leadership ends for good   *)
(* when it is lost, given up, or the lease has run out: for the same token *)
(* there is no second grant.                                               *)
(*                                                                         *)
(* Listeners have no queues. What a listener has to be told next follows   *)
(* from what it was told last and what is so now: the end of what it       *)
(* believes in, or the beginning of what it does not know of. So a grant   *)
(* that is over before a listener could be told is never told of, and what *)
(* was told of is always told the end of. A callback that runs keeps back  *)
(* what comes next for its own listener only.                              *)
(*                                                                         *)
(* FAILURE MODEL. Any input at any time. A process that is paused is one   *)
(* that takes no step while clocks go on: that needs no action. It crashes *)
(* and comes back with what is on its disk, and without listeners.         *)
(*                                                                         *)
(* PROMISE. See LeasedGrants, where it can be said of all nodes together.  *)
(***************************************************************************)
EXTENDS Naturals, Integers, Sequences, FiniteSets

CONSTANTS
  Node,
  Listener,  \* Names of listeners.
  Lease      \* How long a lease lasts, from the beginning of the round that a quorum has answered.

VARIABLES
  won,    \* The epochs that nodes know they have won.
  role,   \* role[n]: "Down", "Idle", "Elected" (and not granted), "Leader", "HandingOver".
  epoch,  \* epoch[n]: the last one that node n has won, 0 if none: its token, if it was granted.
  disk,   \* disk[n]: what of that survives a crash.
  first,  \* first[n]: whether it knows that the first entry of its epoch is committed.
  lease,  \* lease[n]: the reading of its clock at which its lease ends.
  clock,  \* clock[n]: the last reading of its clock that it has acted on.
  told,   \* told[n][l]: the token whose grant, and not yet whose end, listener l was told; else 0.
  busy    \* busy[n]: the listeners whose callbacks run.

grants == <<won, role, epoch, disk, first, lease, clock, told, busy>>

\* Readings of a clock: numbers in models. In replay, seconds and nanoseconds of them: numbers of TLC
\* have 32 bits.
Start == 0
Earlier(a, b) == a < b
LeaseEnd(s) == s + Lease

Latest(a, b) == IF Earlier(a, b) THEN b ELSE a
Second == 1000000000
AnyReading == [seconds: Int, nanos: 0..(Second - 1)]
OneSecond == [seconds |-> 1, nanos |-> 0]
ClockStart == [seconds |-> 0, nanos |-> 0]
EarlierOnClock(a, b) == a.seconds < b.seconds \/ (a.seconds = b.seconds /\ a.nanos < b.nanos)
LeaseEndOnClock(s) ==
  LET nanos == s.nanos + Lease.nanos IN
  IF nanos < Second THEN [seconds |-> s.seconds + Lease.seconds, nanos |-> nanos]
  ELSE [seconds |-> s.seconds + Lease.seconds + 1, nanos |-> nanos - Second]

\* Readings come in order. One that is late counts as the latest: that is on the safe side.
Reads(n, t) == ~Earlier(t, clock[n])

\* The token that node n holds; 0 if none.
Holds(r) == r \in {"Leader", "HandingOver"}
Held(n) == IF Holds(role[n]) THEN epoch[n] ELSE 0

Up(n) == role[n] # "Down"
Elected(n) == role[n] \in {"Elected", "Leader", "HandingOver"}

\* Whether node n answers that it leads, when its clock shows t.
Yes(n, t) == role[n] = "Leader" /\ Earlier(t, lease[n])

\* What listener l of node n has to be told, if anything.
Owes(n, l) == told[n][l] # Held(n)
Notice(n, l) ==
  IF told[n][l] # 0 THEN [type |-> "Revoked", token |-> told[n][l]]
  ELSE [type |-> "Granted", token |-> Held(n)]

\* What a node has to have before it is granted leadership.
OnDisk(d, e) == d = e
Committed(f) == f
InLease(t, l) == Earlier(t, l)

\* The role of node n which was elected, when its clock shows t, with this on its disk, and so on.
Settled(n, t, d, f, l) ==
  IF role[n] = "Elected" /\ OnDisk(d, epoch[n]) /\ Committed(f) /\ InLease(t, l)
  THEN "Leader" ELSE role[n]

\* Of a node that does not lead nothing but its epoch is remembered.
Nothing(n, r) ==
  /\ role' = [role EXCEPT ![n] = r]
  /\ first' = [first EXCEPT ![n] = FALSE]
  /\ lease' = [lease EXCEPT ![n] = Start]

Listening == UNCHANGED <<told, busy>>

\* Who listens when a node starts. Here nobody: listeners subscribe.
Audience == << >>
Everybody == [l \in Listener |-> 0]

Init ==
  /\ won = {}
  /\ role = [n \in Node |-> "Idle"]
  /\ epoch = [n \in Node |-> 0]
  /\ disk = [n \in Node |-> 0]
  /\ first = [n \in Node |-> FALSE]
  /\ lease = [n \in Node |-> Start]
  /\ clock = [n \in Node |-> Start]
  /\ told = [n \in Node |-> Audience]
  /\ busy = [n \in Node |-> {}]

-----------------------------------------------------------------------------

\* Node n hears that it has won epoch e. If it led an earlier one, that is over.
Win(n, e) ==
  /\ Up(n)
  /\ e > epoch[n]
  /\ e \notin won
  /\ won' = won \cup {e}
  /\ epoch' = [epoch EXCEPT ![n] = e]
  /\ Nothing(n, "Elected")
  /\ UNCHANGED <<disk, clock>>
  /\ Listening

\* Its epoch is on its disk.
Persist(n, t) ==
  /\ Elected(n)
  /\ disk[n] # epoch[n]
  /\ Reads(n, t)
  /\ disk' = [disk EXCEPT ![n] = epoch[n]]
  /\ role' = [role EXCEPT ![n] = Settled(n, t, epoch[n], first[n], lease[n])]
  /\ clock' = [clock EXCEPT ![n] = t]
  /\ UNCHANGED <<won, epoch, first, lease>>
  /\ Listening

\* It hears that the first entry of its epoch is committed.
Ready(n, t) ==
  /\ Elected(n)
  /\ ~first[n]
  /\ Reads(n, t)
  /\ first' = [first EXCEPT ![n] = TRUE]
  /\ role' = [role EXCEPT ![n] = Settled(n, t, disk[n], TRUE, lease[n])]
  /\ clock' = [clock EXCEPT ![n] = t]
  /\ UNCHANGED <<won, epoch, disk, lease>>
  /\ Listening

\* Who holds a token can renew its lease only while it is good.
Renewable(n, t) == Holds(role[n]) => Earlier(t, lease[n])

\* It hears, when its clock shows t, that a quorum has answered the round that it began when it showed s.
Renew(n, s, t) ==
  LET end == Latest(lease[n], LeaseEnd(s)) IN
  /\ Elected(n)
  /\ Reads(n, t)
  /\ ~Earlier(t, s)
  /\ Renewable(n, t)
  /\ lease' = [lease EXCEPT ![n] = end]
  /\ role' = [role EXCEPT ![n] = Settled(n, t, disk[n], first[n], end)]
  /\ clock' = [clock EXCEPT ![n] = t]
  /\ UNCHANGED <<won, epoch, disk, first>>
  /\ Listening

\* It looks at its clock, and its lease has run out. Leadership is over for good, and the election is told.
Expire(n, t) ==
  /\ Holds(role[n])
  /\ Reads(n, t)
  /\ ~Earlier(t, lease[n])
  /\ clock' = [clock EXCEPT ![n] = t]
  /\ Nothing(n, "Idle")
  /\ UNCHANGED <<won, epoch, disk>>
  /\ Listening

\* It hears from the election that it leads no longer.
Lose(n) ==
  /\ Elected(n)
  /\ Nothing(n, "Idle")
  /\ UNCHANGED <<won, epoch, disk, clock>>
  /\ Listening

\* Its service gives leadership up. The election is told.
Resign(n) ==
  /\ Elected(n)
  /\ Nothing(n, "Idle")
  /\ UNCHANGED <<won, epoch, disk, clock>>
  /\ Listening

\* It begins to hand over: it writes no more, and its successor catches up. Its lease goes on.
BeginTransfer(n) ==
  /\ role[n] = "Leader"
  /\ role' = [role EXCEPT ![n] = "HandingOver"]
  /\ UNCHANGED <<won, epoch, disk, first, lease, clock>>
  /\ Listening

\* Its successor did not catch up in time, and was not asked to stand: it leads as before.
FailTransfer(n) ==
  /\ role[n] = "HandingOver"
  /\ role' = [role EXCEPT ![n] = "Leader"]
  /\ UNCHANGED <<won, epoch, disk, first, lease, clock>>
  /\ Listening

\* It is about to ask its successor to stand, which ends all loyalty to it, whether or not the successor is
\* ever elected. So leadership is over before. The election is told, if that is not what it has asked for.
Release(n) ==
  /\ role[n] = "HandingOver"
  /\ Nothing(n, "Idle")
  /\ UNCHANGED <<won, epoch, disk, clock>>
  /\ Listening

\* Its service asks whether it leads; its clock shows t, and this is the answer.
Ask(n, t, answer) ==
  /\ Up(n)
  /\ Reads(n, t)
  /\ answer = Yes(n, t)
  /\ clock' = [clock EXCEPT ![n] = t]
  /\ UNCHANGED <<won, role, epoch, disk, first, lease>>
  /\ Listening

-----------------------------------------------------------------------------

\* What node n remembers of a listener after a notice.
Told(n, l) == IF told[n][l] # 0 THEN 0 ELSE Held(n)

\* Whether listener l of node n has nothing else to do.
Free(n, l) == l \notin busy[n]

\* A callback of listener l of node n begins, with this notice.
Deliver(n, l, notice) ==
  /\ l \in DOMAIN told[n]
  /\ Free(n, l)
  /\ Owes(n, l)
  /\ notice = Notice(n, l)
  /\ told' = [told EXCEPT ![n] = [@ EXCEPT ![l] = Told(n, l)]]
  /\ busy' = [busy EXCEPT ![n] = @ \cup {l}]
  /\ UNCHANGED <<won, role, epoch, disk, first, lease, clock>>

\* It returns, or throws.
Finish(n, l) ==
  /\ l \in busy[n]
  /\ busy' = [busy EXCEPT ![n] = @ \ {l}]
  /\ UNCHANGED <<won, role, epoch, disk, first, lease, clock, told>>

\* A listener may come at any time, and will be told what is so then.
Subscribe(n, l) ==
  /\ Up(n)
  /\ l \notin DOMAIN told[n]
  /\ l \notin busy[n]
  /\ told' = [told EXCEPT ![n] = [k \in DOMAIN @ \cup {l} |-> IF k = l THEN 0 ELSE @[k]]]
  /\ UNCHANGED <<won, role, epoch, disk, first, lease, clock, busy>>

\* One that goes is told nothing more.
Unsubscribe(n, l) ==
  /\ l \in DOMAIN told[n]
  /\ told' = [told EXCEPT ![n] = [k \in DOMAIN @ \ {l} |-> @[k]]]
  /\ UNCHANGED <<won, role, epoch, disk, first, lease, clock, busy>>

-----------------------------------------------------------------------------

\* The process ends. Its clock will begin anew.
Crash(n) ==
  /\ Up(n)
  /\ Nothing(n, "Down")
  /\ epoch' = [epoch EXCEPT ![n] = disk[n]]
  /\ clock' = [clock EXCEPT ![n] = Start]
  /\ told' = [told EXCEPT ![n] = << >>]
  /\ busy' = [busy EXCEPT ![n] = {}]
  /\ UNCHANGED <<won, disk>>

Restart(n) ==
  /\ role[n] = "Down"
  /\ role' = [role EXCEPT ![n] = "Idle"]
  /\ told' = [told EXCEPT ![n] = Audience]
  /\ UNCHANGED <<won, epoch, disk, first, lease, clock, busy>>

\* What may happen is a matter of what is handed in: any number, any reading of a clock.
AnyNumber == Nat
Readings == Int
Answers == {TRUE, FALSE}
Notices(n, l) == {Notice(n, l)}

Next ==
  \E n \in Node :
    \/ \E e \in AnyNumber : Win(n, e)
    \/ \E t \in Readings : Persist(n, t)
    \/ \E t \in Readings : Ready(n, t)
    \/ \E s \in Readings : \E t \in Readings : Renew(n, s, t)
    \/ \E t \in Readings : Expire(n, t)
    \/ Lose(n)
    \/ Resign(n)
    \/ BeginTransfer(n)
    \/ FailTransfer(n)
    \/ Release(n)
    \/ \E t \in Readings : \E answer \in Answers : Ask(n, t, answer)
    \/ \E l \in DOMAIN told[n] : \E notice \in Notices(n, l) : Deliver(n, l, notice)
    \/ \E l \in busy[n] : Finish(n, l)
    \/ \E l \in Listener : Subscribe(n, l)
    \/ \E l \in DOMAIN told[n] : Unsubscribe(n, l)
    \/ Crash(n)
    \/ Restart(n)

-----------------------------------------------------------------------------

\* "Who holds a token has it on its disk, and has committed in its epoch": not even a crash forgets it.
GrantsAreDurable == \A n \in Node : Held(n) # 0 => disk[n] = epoch[n]
GrantsAreReady == \A n \in Node : Held(n) # 0 => first[n]

\* "No listener believes in what was never granted", nor in what is yet to come.
BeliefsAreTrue ==
  \A n \in Node : \A l \in DOMAIN told[n] : told[n][l] # 0 => told[n][l] <= disk[n]

\* "A node's epoch never goes back, but for what it lost in a crash"; what is on its disk never does.
DiskNeverGoesBack == [][\A n \in Node : disk'[n] >= disk[n]]_disk

\* "A token is granted once": after its end there is a greater one, or none.
GrantedOnce ==
  [][\A n \in Node :
       /\ (role'[n] = "Elected" /\ role[n] # "Elected") => epoch'[n] > epoch[n]
       /\ (Held(n)' # 0 /\ Held(n) # Held(n)') => role[n] = "Elected"]_<<role, epoch>>

\* "A listener is told the end of what it was told the beginning of", before anything else.
EndsBetween == [][\A n \in Node : \A l \in DOMAIN told[n] :
  (l \in DOMAIN told'[n] /\ told[n][l] # told'[n][l]) => 0 \in {told[n][l], told'[n][l]}]_told

\* "Clocks do not go back" while a process lives.
ClockNeverGoesBack ==
  [][\A n \in Node : Up(n) /\ Up(n)' => ~Earlier(clock'[n], clock[n])]_clock

=============================================================================
