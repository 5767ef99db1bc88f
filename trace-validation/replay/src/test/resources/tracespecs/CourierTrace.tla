----------------------------- MODULE CourierTrace ----------------------------
(* A trace specification in the usual manner: a variable counts the lines.   *)
EXTENDS Courier, Json, IOUtils, TLC, SequencesExt

ASSUME TLCGet("config").mode = "bfs"

Raw == ndJsonDeserialize(IF "JSON" \in DOMAIN IOEnv THEN IOEnv.JSON ELSE "trace.ndjson")
TraceLog == TLCEval(SelectSeq(Raw, LAMBDA e : "tag" \in DOMAIN e /\ e.tag = "trace"))
TraceNode == TLCEval(FoldSeq(LAMBDA e, found : found \cup {e.event.nid}, {}, TraceLog))

VARIABLE l
traceVars == <<l, vars>>

line == TraceLog[l].event

IsEvent(name) == /\ l <= Len(TraceLog)
                 /\ line.name = name
                 /\ l' = l + 1

IsSend == /\ IsEvent("send")
          /\ \E w \in 1..3 : Send(line.nid, line.to, w) /\ w = line.weight
          /\ sent'[line.nid] = line.state.sent
IsReceive == /\ IsEvent("receive")
             /\ \E p \in DOMAIN parcels : /\ p.to = line.nid
                                         /\ p.from = line.from
                                         /\ Receive(p)
             /\ got'[line.nid] = line.state.got
IsReset == IsEvent("reset") /\ Reset(line.nid)
\* What is lost is not logged; a reset after a receipt may be one line.
IsLost == IsEvent("cleanup") /\ \E p \in DOMAIN parcels : Lose(p)
IsBoth == /\ IsEvent("receive and reset")
          /\ \E p \in DOMAIN parcels : p.to = line.nid /\ (Receive(p) \cdot Reset(line.nid))

TraceInit == Init /\ l = 1
TraceNext == IsSend \/ IsReceive \/ IsReset \/ IsLost \/ IsBoth
TraceSpec == TraceInit /\ [][TraceNext]_traceVars

Composed == Next \/ \E p \in DOMAIN parcels, i \in Node : Receive(p) \cdot Reset(i)
CourierSpec == Init /\ [][Composed]_vars

TraceView == traceVars
TraceMatched == [](l <= Len(TraceLog) => [](TLCGet("queue") > 0 \/ l > Len(TraceLog)))
TraceEnds == <>[](l = Len(TraceLog) + 1)
NotMatched == l <= Len(TraceLog)
CountsAtTheEnd == l > Len(TraceLog) => \A i \in Node : got[i] >= 0
TraceAccepted ==
  LET d == TLCGet("stats").diameter IN
  IF d - 1 = Len(TraceLog) THEN TRUE
  ELSE Print(<<"not matched", TraceLog[d]>>, FALSE)
\* How far it came, remembered by a constraint.
Remembered == TLCSet(3, l)
RememberedAll == TLCGet(3) = Len(TraceLog) + 1
TraceAlias == [line |-> l]
=============================================================================
