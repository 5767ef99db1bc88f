------------------------------ MODULE StepsBind ------------------------------
(* One line of a log may be two steps, and a name the same in both.           *)
EXTENDS Steps

EventName(e) == e.name

Twice(n) == (x' = n + 1) \cdot (x' = n + 1)
TwiceAfter(n) == Twice(n + 0)

Event_Once(e) == x' = x + 1 /\ x' = e.x
Event_TwiceByLet(e) ==
  /\ LET i == x IN (x' = i + 1) \cdot (x' = i + 1)
  /\ x' = e.x
Event_TwiceByArgument(e) == Twice(x) /\ x' = e.x
Event_TwiceByArgumentOfArgument(e) == TwiceAfter(x) /\ x' = e.x

\* What is no step of the specification, unless it counts.
Event_Jump(e) == x' = e.x
==============================================================================
