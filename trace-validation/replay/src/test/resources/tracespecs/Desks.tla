-------------------------------- MODULE Desks ---------------------------------
(* Each line is of one of a hundred actions; it is counted how often one is    *)
(* asked.                                                                      *)
EXTENDS Naturals, Sequences, Json, IOUtils, TLC

Trace == ndJsonDeserialize(IOEnv.JSON)

VARIABLES at, l

Move(from, to) == /\ TLCSet(9, TLCGet(9) + 1)
                  /\ l <= Len(Trace)
                  /\ Trace[l].from = from
                  /\ Trace[l].to = to
                  /\ at = from
                  /\ at' = Trace[l].at
                  /\ l' = l + 1

Init == at = 1 /\ l = 1 /\ TLCSet(9, 0)
Next == \E from \in 1..10, to \in {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"} : Move(from, to)

Asked == TLCGet("stats").diameter - 1 = Len(Trace) /\ TLCGet(9) <= 300
===============================================================================
