-------------------------------- MODULE Doors ---------------------------------
(* Which key it is shows only in a line that comes later: until then each key  *)
(* is tried, and all lines are read. It is counted how often an action is      *)
(* asked.                                                                      *)
EXTENDS Naturals, Sequences, Json, IOUtils, TLC

Trace == ndJsonDeserialize(IOEnv.JSON)

VARIABLES key, l

Open(node) == /\ TLCSet(9, TLCGet(9) + 1)
              /\ l <= Len(Trace)
              /\ Trace[l].node = node
              /\ Trace[l].key \in {0, key}
              /\ l' = l + 1
              /\ UNCHANGED key

Init == key \in 1..4 /\ l = 1 /\ TLCSet(9, 0)
Next == \E node \in 1..10 : Open(node)

Asked == TLCGet("stats").diameter - 1 = Len(Trace) /\ TLCGet(9) <= 300
===============================================================================
