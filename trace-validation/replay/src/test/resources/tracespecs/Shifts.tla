------------------------------- MODULE Shifts --------------------------------
(* The log of a day is one JSON value: what each worker has written, and how    *)
(* much each may do. No formula names the workers.                              *)
EXTENDS Naturals, Sequences, Json, IOUtils

Day == JsonDeserialize(IOEnv.JSON)
Written == Day.written

VARIABLES done, next

Init == done = 0 /\ next = [worker \in DOMAIN Written |-> 1]
Next == \E worker \in DOMAIN next :
          /\ next[worker] <= Len(Written[worker])
          /\ next[worker] <= Day.limits[worker]
          /\ done' = done + 1
          /\ done' = Written[worker][next[worker]].done
          /\ next' = [next EXCEPT ![worker] = @ + 1]

Matched == <>(\A worker \in DOMAIN next : next[worker] > Len(Written[worker]))
==============================================================================
