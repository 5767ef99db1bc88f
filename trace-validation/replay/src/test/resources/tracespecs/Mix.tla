---------------------------------- MODULE Mix ----------------------------------
(* A function that is defined by itself, from that of the state before.          *)
EXTENDS Naturals, Sequences, Json, IOUtils

Trace == ndJsonDeserialize(IOEnv.JSON)

VARIABLES f, l

Init == f = [i \in 1..2 |-> 0] /\ l = 1
Next == /\ l <= Len(Trace)
        /\ Trace[l].n = l
        /\ l' = l + 1
        /\ LET g[i \in 1..2] == IF i = 1 THEN (f[1] + f[2]) % 7 ELSE (g[1] + f[1] + 1) % 5
           IN f' = g

Matched == <>(l > Len(Trace))
================================================================================
