-------------------------------- MODULE Guess ---------------------------------
(* What is put is known exactly only where nothing is.                          *)
EXTENDS Naturals, Sequences, Json, IOUtils

Trace == ndJsonDeserialize(IOEnv.JSON)

VARIABLES sum, l

IsPut == l <= Len(Trace) /\ Trace[l].name = "put" /\ l' = l + 1

Exactly == IsPut /\ Trace[l].count = 0 /\ sum < 4 /\ UNCHANGED sum
Roughly == IsPut /\ \E n \in 1..30 : sum' = sum + n

Init == sum = 0 /\ l = 1
Next == Exactly \/ Roughly

Matched == <>(l > Len(Trace))
===============================================================================
