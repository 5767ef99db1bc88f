----------------------------- MODULE CabinetTrace -----------------------------
EXTENDS Naturals, Sequences, Json, IOUtils

Trace == ndJsonDeserialize(IOEnv.JSON)

VARIABLES open, put, kept, l

C == INSTANCE Cabinet

Init == C!Init /\ l = 1
Next == l <= Len(Trace) /\ l' = l + 1 /\ open' = Trace[l].open /\ C!Next

Matched == <>(l > Len(Trace))
===============================================================================
