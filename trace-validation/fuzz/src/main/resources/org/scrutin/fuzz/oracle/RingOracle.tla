---------------------------- MODULE RingOracle -----------------------------
(* A trace specification for Ring, as one writes it for TLC: by hand, and  *)
(* without anything of Scrutin's replay.                                   *)
EXTENDS Ring, Traces, TLC

VARIABLES trace, line

Traces == TracesWith(None)

Order3 == <<1, 2, 3>>

e == Traces[trace][line]
i == e.args[1]
m == e.args[1]

Is(name) == e.action = name
OnNode(name) == Is(name) /\ i \in Node
OnMessage(name) == Is(name) /\ m \in Deliverable

Step ==
  \/ OnNode("StartElection") /\ StartElection(i)
  \/ OnNode("ElectionTimeout") /\ ElectionTimeout(i)
  \/ OnNode("Crash") /\ Crash(i)
  \/ OnNode("Restart") /\ Restart(i)
  \/ OnMessage("HandleElection") /\ HandleElection(m)
  \/ OnMessage("Reroute") /\ Reroute(m)
  \/ OnMessage("HandleCoordinator") /\ HandleCoordinator(m)
  \/ OnMessage("Lose") /\ Lose(m)
  \/ OnMessage("Duplicate") /\ Duplicate(m)

Logged ==
  LET s == e.state IN
  /\ "epoch" \in DOMAIN s => epoch'[e.at] = s.epoch
  /\ "leader" \in DOMAIN s => leader'[e.at] = s.leader
  /\ "status" \in DOMAIN s => status'[e.at] = s.status

OracleInit == Init /\ trace \in DOMAIN Traces /\ line = 1

OracleNext ==
  /\ line <= Len(Traces[trace])
  /\ Step
  /\ Logged
  /\ line' = line + 1
  /\ UNCHANGED trace

\* Says how far each trace has been followed, once that is far enough to be told.
Tell == line > ToldFrom => PrintT(<<"followed", trace, line - 1>>)
=============================================================================
