---------------------------- MODULE LeasedGrants ----------------------------
(***************************************************************************)
(* The contract (Grants) of all nodes of a cluster, in the world that it   *)
(* is made for: a quorum that elects, stores and answers, clocks that      *)
(* drift, and a resource that clients of the leader write to.              *)
(*                                                                         *)
(* The quorum stands for an election such as Raft's, and is one thing here *)
(* because any two quorums have a voter in common: where members change,   *)
(* those before and after a joint change have, and later ones go by what   *)
(* they have received from the leader since. It elects nodes in            *)
(* epochs that increase, but a node may hear late that it was. It answers  *)
(* a round, and stores the first entry, only of the node that it elected   *)
(* last. Whoever answers a round is loyal for as long as Loyalty on its    *)
(* own clock, and elects nobody else meanwhile, unless the leader asks for *)
(* it. A lease is as long as Lease on the leader's clock, from when the    *)
(* round began: Loyalty counts from its receipt, which is no earlier.      *)
(*                                                                         *)
(* Time passes in Ticks. With each, every clock goes on by some number of  *)
(* Rates: the largest against the smallest is how far clocks drift apart.  *)
(* All readings are counted from now: now is always 0, and what passes is  *)
(* taken off all else. So time needs no bound. A process may be paused     *)
(* between any two steps, and so may its client between asking and writing.*)
(*                                                                         *)
(* FAILURE MODEL. Crash and recovery, pauses, messages that are late or    *)
(* lost, clocks that drift apart by a bounded factor and do not go back.   *)
(*                                                                         *)
(* PROMISE. Always: a grant is durable, and its first entry is committed;  *)
(* tokens of grants increase, over all nodes; a listener is told grant and *)
(* revocation in turn, with the same token; a resource that refuses older  *)
(* tokens takes none after a newer one. If the longest lease is over on    *)
(* the slowest clock before the shortest loyalty is on the fastest: who    *)
(* answers that it leads was not yet replaced, and nobody else can be      *)
(* granted leadership while it does. In calm: a hand-over ends, somebody   *)
(* leads and may write, and each listener is told what is so in the end,   *)
(* whatever other listeners do.                                            *)
(***************************************************************************)
EXTENDS Grants

CONSTANTS
  Loyalty,  \* How long a quorum is loyal to whom it has answered.
  Rates     \* By what clocks may go on in a tick.

VARIABLES
  ballot,    \* ballot[e]: whom the quorum has elected in epoch e.
  stored,    \* The epochs whose first entry it has stored.
  round,     \* round[n]: the round of node n that is under way, and when it began.
  loyal,     \* loyal[n]: for how long the quorum is still loyal to node n.
  heard,     \* heard[n][l]: what listener l of node n was told last.
  greatest,  \* The greatest token that anybody was ever granted.
  writing,   \* writing[n]: the token that a client of node n is about to write with; 0 if none.
  accepted   \* The token of the last write that the resource accepted.

world == <<ballot, stored, round, loyal, heard, greatest, writing, accepted>>
vars == <<grants, world>>

\* Sets of rates, so that cfg files can name them.
Even == {1}
Uneven == {1, 2}

Now == 0
Max(a, b) == IF a > b THEN a ELSE b

NoRound == [state |-> "None", began |-> Now]
NothingHeard == [type |-> "Revoked", token |-> 0]
Unheard == [l \in Listener |-> NothingHeard]

\* What a model adds to each step: bounds. Here, nothing.
Observe == TRUE

Top == Len(ballot)

\* What nobody takes note of but by the step itself.
Granted == greatest' = Max(greatest, IF \E n \in Node : Held(n)' > greatest
                                     THEN CHOOSE e \in {Held(n)' : n \in Node} :
                                            \A n \in Node : Held(n)' <= e
                                     ELSE 0)

\* Who does not lead any more has no round under way.
Rounds == round' = [n \in Node |-> IF Elected(n)' /\ epoch'[n] = epoch[n] THEN round[n] ELSE NoRound]

\* A step of a node that nobody else hears of.
Alone == UNCHANGED <<ballot, stored, loyal, heard, writing, accepted>> /\ Rounds /\ Granted /\ Observe

LeasedInit ==
  /\ Init
  /\ ballot = << >>
  /\ stored = {}
  /\ round = [n \in Node |-> NoRound]
  /\ loyal = [n \in Node |-> 0]
  /\ heard = [n \in Node |-> Unheard]
  /\ greatest = 0
  /\ writing = [n \in Node |-> 0]
  /\ accepted = 0

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE QUORUM.                                                             *)
(***************************************************************************)

\* It elects a node that stands, if it is loyal to no other. Who was elected does not stand.
Elect(n) ==
  /\ role[n] = "Idle"
  /\ \A m \in Node \ {n} : loyal[m] = 0
  /\ ballot' = Append(ballot, n)
  /\ UNCHANGED <<grants, stored, round, loyal, heard, greatest, writing, accepted>>
  /\ Observe

\* It stores the first entry of node n's epoch.
Store(n) ==
  /\ Elected(n)
  /\ epoch[n] = Top
  /\ Top \notin stored
  /\ stored' = stored \cup {Top}
  /\ UNCHANGED <<grants, ballot, round, loyal, heard, greatest, writing, accepted>>
  /\ Observe

\* Node n asks the quorum whether it is still heard,
Begin(n) ==
  /\ Elected(n)
  /\ round[n].state = "None"
  /\ round' = [round EXCEPT ![n] = [state |-> "Asked", began |-> Now]]
  /\ UNCHANGED <<grants, ballot, stored, loyal, heard, greatest, writing, accepted>>
  /\ Observe

\* which answers, and is loyal from now on. The node may hear of it much later, or never.
Answer(n) ==
  /\ round[n].state = "Asked"
  /\ epoch[n] = Top
  /\ round' = [round EXCEPT ![n].state = "Answered"]
  /\ loyal' = [loyal EXCEPT ![n] = Loyalty]
  /\ UNCHANGED <<grants, ballot, stored, heard, greatest, writing, accepted>>
  /\ Observe

\* The answer is lost.
GiveUp(n) ==
  /\ round[n].state # "None"
  /\ round' = [round EXCEPT ![n] = NoRound]
  /\ UNCHANGED <<grants, ballot, stored, loyal, heard, greatest, writing, accepted>>
  /\ Observe

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE NODES, and what they hear.                                          *)
(***************************************************************************)

HearWin(n, e) == ballot[e] = n /\ Win(n, e) /\ Alone
HearStored(n) == epoch[n] \in stored /\ Ready(n, Now) /\ Alone
Save(n) == Persist(n, Now) /\ Alone
LookAtClock(n) == Expire(n, Now) /\ Alone
HearLoss(n) == Lose(n) /\ Alone
GiveBack(n) == Resign(n) /\ Alone
Transfer(n) == BeginTransfer(n) /\ Alone
TransferFails(n) == FailTransfer(n) /\ Alone
Join(n, l) == Subscribe(n, l) /\ Alone
Leave(n, l) == Unsubscribe(n, l) /\ Alone
Return(n, l) == Finish(n, l) /\ Alone
StartAnew(n) == Restart(n) /\ Alone

\* When the round began from which a lease is counted.
Since(n) == round[n].began

HearAnswer(n) ==
  /\ round[n].state = "Answered"
  /\ Renew(n, Since(n), Now)
  /\ round' = [round EXCEPT ![n] = NoRound]
  /\ UNCHANGED <<ballot, stored, loyal, heard, writing, accepted>>
  /\ Granted
  /\ Observe

\* The successor is asked to stand, whatever others were loyal to.
HandOver(n) ==
  /\ Release(n)
  /\ loyal' = [loyal EXCEPT ![n] = 0]
  /\ UNCHANGED <<ballot, stored, heard, writing, accepted>>
  /\ Rounds
  /\ Granted
  /\ Observe

\* A client of node n asks whether it leads, and is about to write if so.
AskFirst(n) ==
  /\ writing[n] = 0
  /\ Ask(n, Now, TRUE)
  /\ writing' = [writing EXCEPT ![n] = epoch[n]]
  /\ UNCHANGED <<ballot, stored, round, loyal, heard, greatest, accepted>>
  /\ Observe

\* Its write arrives: now, or much later, when the node leads no longer. The node may have crashed since.
Accepts(token) == token >= accepted

Write(n) ==
  /\ writing[n] # 0
  /\ accepted' = IF Accepts(writing[n]) THEN writing[n] ELSE accepted
  /\ writing' = [writing EXCEPT ![n] = 0]
  /\ UNCHANGED <<grants, ballot, stored, round, loyal, heard, greatest>>
  /\ Observe

Call(n, l) ==
  \E notice \in Notices(n, l) :
    /\ Deliver(n, l, notice)
    /\ heard' = [heard EXCEPT ![n][l] = notice]
    /\ UNCHANGED <<ballot, stored, round, loyal, greatest, writing, accepted>>
    /\ Observe

CrashOf(n) ==
  /\ Crash(n)
  /\ heard' = [heard EXCEPT ![n] = Unheard]
  /\ UNCHANGED <<ballot, stored, loyal, writing, accepted>>
  /\ Rounds
  /\ Granted
  /\ Observe

-----------------------------------------------------------------------------
(***************************************************************************)
(* TIME.                                                                   *)
(***************************************************************************)

\* Those whose clocks somebody looks at.
Timed == {n \in Node : lease[n] > Now \/ round[n].state # "None"}
Promised == {n \in Node : loyal[n] > 0}

\* As far as it can matter.
Oldest == 0 - Lease

Passes(r, v) ==
  /\ lease' = [n \in Node |-> IF n \in Timed THEN Max(lease[n] - r[n], Now) ELSE lease[n]]
  /\ round' = [n \in Node |-> IF round[n].state # "None"
                              THEN [round[n] EXCEPT !.began = Max(@ - r[n], Oldest)] ELSE round[n]]
  /\ loyal' = [n \in Node |-> IF n \in Promised THEN Max(loyal[n] - v[n], 0) ELSE loyal[n]]
  /\ UNCHANGED <<won, role, epoch, disk, first, clock, told, busy>>
  /\ UNCHANGED <<ballot, stored, heard, greatest, writing, accepted>>
  /\ Observe

Tick == Timed \cup Promised # {} /\ \E r \in [Timed -> Rates], v \in [Promised -> Rates] : Passes(r, v)

LeasedNext ==
  \/ Tick
  \/ \E n \in Node : Elect(n)
  \/ \E n \in Node : Store(n)
  \/ \E n \in Node : Begin(n)
  \/ \E n \in Node : Answer(n)
  \/ \E n \in Node : GiveUp(n)
  \/ \E n \in Node : \E e \in DOMAIN ballot : HearWin(n, e)
  \/ \E n \in Node : Save(n)
  \/ \E n \in Node : HearStored(n)
  \/ \E n \in Node : HearAnswer(n)
  \/ \E n \in Node : LookAtClock(n)
  \/ \E n \in Node : HearLoss(n)
  \/ \E n \in Node : GiveBack(n)
  \/ \E n \in Node : Transfer(n)
  \/ \E n \in Node : TransferFails(n)
  \/ \E n \in Node : HandOver(n)
  \/ \E n \in Node : AskFirst(n)
  \/ \E n \in Node : Write(n)
  \/ \E n \in Node : \E l \in DOMAIN told[n] : Call(n, l)
  \/ \E n \in Node : \E l \in busy[n] : Return(n, l)
  \/ \E n \in Node : \E l \in Listener : Join(n, l)
  \/ \E n \in Node : \E l \in DOMAIN told[n] : Leave(n, l)
  \/ \E n \in Node : CrashOf(n)
  \/ \E n \in Node : StartAnew(n)

-----------------------------------------------------------------------------

TypeOK ==
  /\ \A n \in Node : role[n] \in {"Down", "Idle", "Elected", "Leader", "HandingOver"}
  /\ \A n \in Node : epoch[n] \in 0..Top /\ disk[n] \in 0..epoch[n]
  /\ \A n \in Node : lease[n] \in Now..Lease /\ loyal[n] \in 0..Loyalty /\ clock[n] = Now
  /\ \A n \in Node : DOMAIN told[n] \subseteq Listener /\ busy[n] \subseteq Listener
  /\ won \subseteq 1..Top
  /\ accepted \in 0..greatest /\ greatest \in 0..Top

\* "A grant is made only when the first entry of its epoch is committed": when the quorum has it.
GrantsAreCommitted == \A n \in Node : Held(n) # 0 => Held(n) \in stored

\* "Tokens increase, over the whole system", in the order in which they are granted.
TokensIncrease ==
  [][\A n \in Node : (Held(n)' # 0 /\ Held(n)' # Held(n)) => Held(n)' > greatest]_<<role, epoch>>

\* "Leadership is known to be lost before another node can have it": who answers yes is still whom the
\* quorum has elected last.
KnownLostFirst == \A n \in Node : Yes(n, Now) => epoch[n] = Top

\* "Who was paused for longer than its lease never answers yes", whatever it answered before.
YesInLease == \A n \in Node : Yes(n, Now) => lease[n] > Now

\* "Lost is lost": who held a token when its lease ran out does not hold it with a good lease again.
LostIsLost ==
  [][\A n \in Node :
       (Held(n) # 0 /\ lease[n] = Now) => (Held(n)' # Held(n) \/ lease'[n] = Now)]_<<role, epoch, lease>>

\* "Who hands over does not say that it may be written with", nor who is yet to commit.
YesIsWritable == \A n \in Node : Yes(n, Now) => role[n] = "Leader"

\* "A listener hears grant and revocation in turn, with the same token", and of none of them twice.
Alternate(before, after) ==
  \/ before.type = "Revoked" /\ after.type = "Granted" /\ after.token > before.token
  \/ before.type = "Granted" /\ after = [before EXCEPT !.type = "Revoked"]

NoticesAlternate ==
  [][\A n \in Node : \A l \in Listener :
       (heard[n][l] # heard'[n][l] /\ Up(n)') => Alternate(heard[n][l], heard'[n][l])]_heard

\* "What a listener is told began when it was told": no grant is told of before it is made.
NoticesAreTrue ==
  [][\A n \in Node : \A l \in Listener :
       (heard[n][l] # heard'[n][l] /\ heard'[n][l].type = "Granted") => heard'[n][l].token = Held(n)]_heard

\* "A listener's callbacks do not overlap."
OneCallback ==
  [][\A n \in Node : \A l \in Listener :
       (heard[n][l] # heard'[n][l] /\ Up(n)') => l \notin busy[n]]_heard

\* "A resource that refuses older tokens takes none after a newer one."
WritesInOrder == [][accepted' >= accepted]_accepted

=============================================================================
