-------------------------------- MODULE Sorted --------------------------------
(* Each line is of one of two actions; it is counted how often the first is    *)
(* asked.                                                                      *)
EXTENDS Naturals, Sequences, Json, IOUtils, TLC

Trace == ndJsonDeserialize(IOEnv.JSON)

VARIABLES sum, l

IsEvent(name) == l <= Len(Trace) /\ Trace[l].name = name /\ l' = l + 1

Put == /\ TLCSet(9, TLCGet(9) + 1)
       /\ IsEvent("put")
       /\ sum' = sum + Trace[l].count
Take == /\ IsEvent("take")
        /\ Trace[l].count <= sum
        /\ sum' = sum - Trace[l].count

Init == sum = 0 /\ l = 1 /\ TLCSet(9, 0)
Next == Put \/ Take

Asked == TLCGet("stats").diameter - 1 = Len(Trace) /\ TLCGet(9) <= 5
===============================================================================
