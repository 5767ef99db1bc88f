---------------------------- MODULE CourierHistory ----------------------------
(* A binding with a variable of its own: the lines are numbered.               *)
EXTENDS Courier

VARIABLE number

Begin == Init /\ number = 1
Numbered(e) == e.number = number /\ number' = number + 1

Event_send(e) == Send(e.from, e.to, 1) /\ Numbered(e)
Event_heartbeat(e) == UNCHANGED vars /\ Numbered(e)
Event_reset(e) == (Reset(e.node) \cdot Send(e.node, e.to, 1)) /\ Numbered(e)
Event_steal(e) == /\ got' = [got EXCEPT ![e.node] = @ + 10]
                  /\ UNCHANGED <<parcels, sent>>
                  /\ Numbered(e)
===============================================================================
