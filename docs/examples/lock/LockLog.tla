------------------------------- MODULE LockLog -------------------------------
(* What the lines mean that a lock's server and its clients log, each for     *)
(* itself, and which of them are about the same message.                      *)
EXTENDS Lock

EventName(e) == e.did
EventNode(e) == e.node
EventSent(e) == IF e.did = "hear" THEN {} ELSE {<<e.did, e.request>>}
EventReceived(e) ==
  CASE e.did = "grant"   -> {<<"ask", e.request>>}
    [] e.did = "release" -> {<<"grant", e.request>>}
    [] e.did = "hear"    -> {<<"release", e.request>>}
    [] OTHER             -> {}

Event_ask(e) == Ask(e.node)
Event_grant(e) == Grant(e.client)
Event_release(e) == Release(e.node)
Event_hear(e) == UNCHANGED <<holder, waiting>>  \* The server's own affair.
=============================================================================
