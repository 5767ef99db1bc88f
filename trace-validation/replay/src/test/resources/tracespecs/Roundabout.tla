----------------------------- MODULE Roundabout -----------------------------
(* Comes to the log by definitions that name each other, and by operators  *)
(* that are arguments; the place of a line is the head of what is to do.   *)
EXTENDS Naturals, Sequences, Json, IOUtils

VARIABLES todo, x

Applied(F(_), argument) == F(argument)
Log == Applied(ndJsonDeserialize, IOEnv.TRACE)

Init == todo = <<1, 2>> /\ x = 0
Next ==
  /\ todo # <<>>
  /\ x' = Log[Head(todo)].x
  /\ x' > x
  /\ todo' = Tail(todo)

RECURSIVE A(_), B(_)
A(n) == IF n = 0 THEN B(5) ELSE Len(todo) = Len(Log) - 2
B(n) == IF n = 0 THEN FALSE ELSE A(n)
AtFirst == A(3)
NotMatched == ~B(4)
NotMatchedEither == ~Applied(LAMBDA n : n = Len(Log) - 2, Len(todo))
=============================================================================
