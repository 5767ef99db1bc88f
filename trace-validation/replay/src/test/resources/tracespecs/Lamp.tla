--------------------------------- MODULE Lamp ---------------------------------
(* A lamp is switched at each line. By a view that leaves out how many lines   *)
(* were read, the third state is the first again, and the search ends there.   *)
EXTENDS Naturals, Sequences, Json, IOUtils

Trace == ndJsonDeserialize(IOEnv.JSON)

VARIABLES on, l

Init == on = FALSE /\ l = 1
Next == l <= Len(Trace) /\ Trace[l].n = l /\ on' = ~on /\ l' = l + 1

Light == <<on>>
vars == <<on, l>>
Whole == <<vars, TRUE>>

Matched == <>(l > Len(Trace))
===============================================================================
