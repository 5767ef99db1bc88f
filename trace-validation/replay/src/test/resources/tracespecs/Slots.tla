-------------------------------- MODULE Slots ---------------------------------
(* A line may say what is in the slots, or only that one of them was written.   *)
EXTENDS Naturals, Sequences, Json, IOUtils

Trace == ndJsonDeserialize(IOEnv.JSON)

VARIABLES slots, l

Write == \E i \in {"a", "b", "c"}, v \in 1..3 : slots' = [slots EXCEPT ![i] = v]

Init == slots = [i \in {"a", "b", "c"} |-> 0] /\ l = 1
Next == /\ l <= Len(Trace)
        /\ l' = l + 1
        /\ IF "slots" \in DOMAIN Trace[l] THEN slots' = Trace[l].slots ELSE TRUE
        /\ Write

Matched == <>(l > Len(Trace))
===============================================================================
