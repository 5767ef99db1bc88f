----------------------------- MODULE CourierNodes -----------------------------
(* What the lines of a courier's logs mean, a log for each node, and where    *)
(* they belong among those of the others.                                     *)
EXTENDS Courier

Has(e, field) == field \in DOMAIN e
IsEvent(e) == Has(e, "name")
EventName(e) == e.name
EventNode(e) == IF Has(e, "nid") THEN e.nid ELSE {}
EventClock(e) == IF Has(e, "clock") THEN e.clock ELSE {}
EventTime(e) == IF Has(e, "ts") THEN e.ts ELSE {}
EventSent(e) == IF e.name = "send" /\ Has(e, "id") THEN {<<e.nid, e.id>>} ELSE {}
EventReceived(e) == IF e.name = "receive" /\ Has(e, "id") THEN {<<e.from, e.id>>} ELSE {}

Event_send(e) == Send(e.nid, e.to, 1)
Event_receive(e) ==
  \E p \in DOMAIN parcels : p.to = e.nid /\ p.from = e.from /\ Receive(p)
Event_reset(e) == Reset(e.nid)
Event_look(e) == got[e.nid] = e.got /\ UNCHANGED vars
=============================================================================
