----------------------------- MODULE CourierBind -----------------------------
(* What the lines of a courier's log mean.                                   *)
EXTENDS Courier

IsEvent(e) == "tag" \in DOMAIN e /\ e.tag = "trace"
EventName(e) == e.event.name
EventNode(e) == e.event.nid
BindInit(e) == e.event.nid \in Node

Event_send(e) ==
  /\ Send(e.event.nid, e.event.to, e.event.weight)
  /\ sent'[e.event.nid] = e.event.state.sent
Event_receive(e) ==
  \E p \in DOMAIN parcels :
    /\ p.to = e.event.nid /\ p.from = e.event.from
    /\ Receive(p)
    /\ got'[e.event.nid] = e.event.state.got
\* Whichever it is.
Event_take(e) == \E p \in DOMAIN parcels : p.to = e.event.nid /\ Receive(p)
Event_reset(e) == Reset(e.event.nid)
Event_heartbeat(e) == UNCHANGED vars /\ "by" \notin DOMAIN e.event
\* One line for two steps.
Event_both(e) ==
  \E p \in DOMAIN parcels : p.to = e.event.nid /\ (Receive(p) \cdot Reset(e.event.nid))
\* What no courier may do, though a log may say that it did.
Event_steal(e) ==
  /\ got' = [got EXCEPT ![e.event.nid] = @ + 10]
  /\ UNCHANGED <<parcels, sent>>
Event_sneak(e) == Event_steal(e) \cdot Reset(e.event.nid)
=============================================================================
