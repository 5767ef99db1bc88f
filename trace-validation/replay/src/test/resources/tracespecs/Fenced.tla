------------------------------- MODULE Fenced --------------------------------
(* A specification that knows nothing of a trace, and a constraint that does. *)
EXTENDS Naturals, Sequences, Json, IOUtils, TLC

Log == ndJsonDeserialize(IOEnv.TRACE)
VARIABLE n
Init == n = 0
Next == \E by \in 1 .. 3 : n' = n + by
Spec == Init /\ [][Next]_n
Fence ==
  LET l == TLCGet("level") IN
  /\ l <= Len(Log)
  /\ LET line == Log[l] IN
     Here:: /\ \/ "jump" \in DOMAIN line
               \/ \E by \in 0 .. 9 : by = line.by /\ n' = n + by
            /\ "failure" \notin DOMAIN line
View == <<n, TLCGet("level")>>
Accepted == TLCGet("stats").diameter - 1 = Len(Log)
=============================================================================
