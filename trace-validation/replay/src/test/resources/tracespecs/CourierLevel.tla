----------------------------- MODULE CourierLevel ----------------------------
(* A trace specification whose lines are counted by the level: the next-state *)
(* relation is that of the specification, and a constraint compares.          *)
EXTENDS Courier, Json, IOUtils, TLC, SequencesExt

TraceLog == SelectSeq(ndJsonDeserialize(IOEnv.TRACE_PATH), LAMBDA e : "event" \in DOMAIN e)
TraceNode == ToSet([i \in DOMAIN TraceLog |-> TraceLog[i].event.nid])

LevelSpec == Init /\ [][Next \/ UNCHANGED vars]_vars

IsSend(e) == e.name = "send" /\ sent'[e.nid] = sent[e.nid] + 1 /\ UNCHANGED got
IsReceive(e) == e.name = "receive" /\ got'[e.nid] = e.state.got /\ got'[e.nid] > got[e.nid]
IsReset(e) == e.name = "reset" /\ got'[e.nid] = 0 /\ got[e.nid] > 0
IsLost(e) == e.name = "cleanup" /\ UNCHANGED <<sent, got>> /\ parcels # parcels'

Follows == LET i == TLCGet("level") IN
  /\ i <= Len(TraceLog)
  /\ LET e == TraceLog[i].event IN IsSend(e) \/ IsReceive(e) \/ IsReset(e) \/ IsLost(e)

LevelView == <<vars, TLCGet("level")>>
Accepted == TLCGet("stats").diameter - 1 = Len(TraceLog)
=============================================================================
