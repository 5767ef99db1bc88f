------------------------------- MODULE Counted --------------------------------
(* What a register says is known when something has set it.                    *)
EXTENDS Naturals, Sequences, Json, IOUtils, TLC

Trace == ndJsonDeserialize(IOEnv.JSON)

VARIABLES sum, l

IsSet == TLCGet(1) = 3

Add(a, b, isSet) == TLCSet(1, 3) /\ isSet /\ IsSet /\ sum' = a + b /\ TLCSet(1, 0)

Init == sum = 0 /\ l = 1 /\ TLCSet(1, 0)
Next == /\ l <= Len(Trace)
        /\ l' = l + 1
        /\ sum' = Trace[l].sum
        /\ \/ Trace[l].by = "nested" /\ \E a \in 1..2 : \E b \in 1..3 : Add(a, b, TRUE)
           \/ Trace[l].by = "both" /\ \E a \in 1..2, b \in 1..3 : Add(a, b, TLCGet(1) = 3)
           \/ /\ Trace[l].by = "let"
              /\ LET isSet == IsSet IN \E a \in 1..2 : \E b \in 1..3 : Add(a, b, isSet)

Matched == <>(l > Len(Trace))
===============================================================================
