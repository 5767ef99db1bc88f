-------------------------------- MODULE Marks -------------------------------
(* Two variables are places in the log: the line that comes next, and the  *)
(* last one that says "sync".                                              *)
EXTENDS Naturals, Sequences, Json, IOUtils

VARIABLES l, mark, x

Log == ndJsonDeserialize(IOEnv.TRACE)

Line(place) == Log[place]

Init == l = 1 /\ mark = 1 /\ x = 0
Next ==
  /\ l <= Len(Log)
  /\ Line(mark).kind = "sync"
  /\ x' = Line(l).x
  /\ x' >= x
  /\ mark' = IF Line(l).kind = "sync" THEN l ELSE mark
  /\ l' = l + 1

Matched == <>(l > Len(Log))
MatchedAfterMark == <>(l > Len(Log) /\ mark < l)
=============================================================================
