---- MODULE ShelfTrace ----
\* The trace says what the state is after a step, and not which step it was.
EXTENDS Shelf, Sequences, Json, IOUtils, TLC

S == INSTANCE Shelf

Log == ndJsonDeserialize(IOEnv.TRACE)

Slots == 1..100
Things == 1..100000

VARIABLE l

line == Log[l]
vars == <<open, shelf, used>>

Logged ==
    /\ l <= Len(Log)
    /\ l' = l + 1
    /\ shelf' = IF line.thing = 0 THEN shelf ELSE [shelf EXCEPT ![line.box][line.slot] = line.thing]
    /\ used' = IF line.thing = 0 THEN used ELSE [used EXCEPT ![line.box] = @ \cup {line.slot}]

TraceNext ==
    /\ Logged
    /\ \/ \E b \in Box : S!Open(b)
       \/ \E b \in open, s \in Slot, t \in Thing : S!Put(b, s, t)

TraceSpec == Init /\ l = 1 /\ [][TraceNext]_<<l, vars>>

Allowed == [][S!Next]_vars

Matched == <>(l > Len(Log))
====
