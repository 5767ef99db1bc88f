------------------------------ MODULE MCGrants ------------------------------
(***************************************************************************)
(* What TLC needs to check LeasedGrants: a bound, and calm.                *)
(*                                                                         *)
(* Epochs are the only thing that grows: crashes, hand-overs, pauses,      *)
(* time and the coming and going of listeners need no bound. What a model  *)
(* does not ask about it leaves out, by a cfg file that puts Never in the  *)
(* place of an action.                                                     *)
(***************************************************************************)
EXTENDS LeasedGrants, TLC

CONSTANTS
  MaxEpoch,  \* How often somebody is elected.
  Blocked    \* The listeners whose callbacks never return.

MCObserve == Len(ballot') <= MaxEpoch

Symmetry == Permutations(Node) \cup Permutations(Listener)

Never(n) == FALSE
NeverTwo(n, l) == FALSE

\* A resource that looks at no token.
AcceptAll(token) == TRUE

-----------------------------------------------------------------------------
(***************************************************************************)
(* CALM. Nothing crashes or gets lost, an answer takes no longer than half *)
(* a lease, and nobody stands who is not needed. Only who leads epoch 1    *)
(* hands over or resigns.                                                  *)
(***************************************************************************)

\* It begins blank, or where a leader was paused until long after its lease.
Paused ==
  \E n \in Node : \E m \in [Listener -> {0, 1}] :
    /\ ballot = <<n>>
    /\ won = {1}
    /\ stored = {1}
    /\ role = [i \in Node |-> IF i = n THEN "Leader" ELSE "Idle"]
    /\ epoch = [i \in Node |-> IF i = n THEN 1 ELSE 0]
    /\ disk = epoch
    /\ first = [i \in Node |-> i = n]
    /\ lease = [i \in Node |-> Start]
    /\ clock = [i \in Node |-> Start]
    /\ told = [i \in Node |-> IF i = n THEN m ELSE Everybody]
    /\ heard = [i \in Node |-> [l \in Listener |->
         IF told[i][l] = 0 THEN NothingHeard ELSE [type |-> "Granted", token |-> 1]]]
    /\ busy = [i \in Node |-> {}]
    /\ round = [i \in Node |-> NoRound]
    /\ loyal = [i \in Node |-> 0]
    /\ greatest = 1
    /\ writing = [i \in Node |-> 0]
    /\ accepted = 0

CalmInit == LeasedInit \/ Paused

Leaderless ==
  \/ Top = 0
  \/ Top \in won /\ \A n \in Node : ~(Elected(n) /\ epoch[n] = Top)

CalmTick == (\A n \in Node : Elected(n) => lease[n] = Lease) /\ Tick
CalmElect(n) == Leaderless /\ Elect(n)
CalmLoss(n) == epoch[n] < Top /\ HearLoss(n)
CalmGiveBack(n) == epoch[n] = 1 /\ GiveBack(n)
CalmTransfer(n) == epoch[n] = 1 /\ Transfer(n)
EndOfTransfer(n) == TransferFails(n) \/ HandOver(n)
CalmCall(n, l) == l \in DOMAIN told[n] /\ Call(n, l)
CalmReturn(n, l) == l \notin Blocked /\ Return(n, l)

CalmNext ==
  \/ CalmTick
  \/ \E n \in Node :
       \/ CalmElect(n) \/ Store(n) \/ Begin(n) \/ Answer(n)
       \/ \E e \in DOMAIN ballot : HearWin(n, e)
       \/ Save(n) \/ HearStored(n) \/ HearAnswer(n) \/ LookAtClock(n)
       \/ CalmLoss(n) \/ CalmGiveBack(n) \/ CalmTransfer(n) \/ EndOfTransfer(n)
       \/ \E l \in Listener : CalmCall(n, l) \/ CalmReturn(n, l)

CalmSpec ==
  /\ CalmInit
  /\ [][CalmNext]_vars
  /\ WF_vars(CalmTick)
  /\ WF_vars(\E n \in Node : CalmElect(n))
  /\ \A n \in Node :
       /\ WF_vars(\E e \in DOMAIN ballot : HearWin(n, e))
       /\ WF_vars(Store(n)) /\ WF_vars(Begin(n)) /\ WF_vars(Answer(n))
       /\ WF_vars(Save(n)) /\ WF_vars(HearStored(n)) /\ WF_vars(HearAnswer(n))
       /\ WF_vars(LookAtClock(n)) /\ WF_vars(CalmLoss(n)) /\ WF_vars(EndOfTransfer(n))
       /\ \A l \in Listener : WF_vars(CalmCall(n, l)) /\ WF_vars(CalmReturn(n, l))

\* "A hand-over ends": the node leads as before, or is revoked.
HandOversEnd == \A n \in Node : role[n] = "HandingOver" ~> role[n] # "HandingOver"

\* "Again and again somebody leads, and may be written with": whoever failed to hand over, or gave up.
EventuallyWritable == []<>(\E n \in Node : Yes(n, Now))

\* "Each listener is told the truth in the end", unless its own callback never returns.
Knows(n, l) ==
  IF Held(n) = 0 THEN heard[n][l].type = "Revoked"
  ELSE heard[n][l] = [type |-> "Granted", token |-> Held(n)]
ToldInTheEnd == \A n \in Node : \A l \in Listener \ Blocked : []<>Knows(n, l)

\* "Epochs are left", so that this bound has cut nothing off.
EpochBoundNotReached == Top < MaxEpoch

=============================================================================
