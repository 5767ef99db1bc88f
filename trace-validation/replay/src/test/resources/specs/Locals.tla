-------------------------------- MODULE Locals -------------------------------
(***************************************************************************)
(* LET in actions, in all the ways in which what it defines may, or may    *)
(* not, be evaluated once for a step.                                      *)
(***************************************************************************)
EXTENDS Naturals

VARIABLES x, y

Init == x = 0 /\ y = 0

OneOrTwo == x' = 1 \/ x' = 2

Outright == LET i == x' IN OneOrTwo /\ y' = i

Given(m) == LET i == m IN OneOrTwo /\ y' = i
ByArgument == Given(x')

GivenOn(m) == LET i == m + 0 IN LET j == i IN OneOrTwo /\ y' = j
ByArgumentOfArgument == GivenOn(x')

Applied(F(_)) == LET i == F(0) IN OneOrTwo /\ y' = i
ByOperator == Applied(LAMBDA n : n + x')

\* i is asked for once of the first state, before it is asked for of the next.
Primed == LET i == x + 1 IN x' \in {i, i + 1} /\ y' = i' - 1

AsAction == LET One == x' = 1 /\ y' = 1
                Two == x' = 2 /\ y' = 2 IN One \/ Two

AsFunction == LET f[n \in 0..2] == IF n = 0 THEN x ELSE f[n - 1] + 1 IN
  \E n \in 1..2 : x' = f[n] /\ y' = f[n]

WithParameter == LET i == x + 1
                     plus(n) == i + n IN
  \E n \in 0..1 : x' = plus(n) /\ y' = plus(n)

InPossible == LET i == x + 1 IN
  \E n \in 1..3 : /\ ENABLED (n < 3 /\ x' = n + i)
                  /\ x' = n /\ y' = n

Angle == LET v == <<x, y>> IN <<OneOrTwo /\ y' = x'>>_v

AngleOf(v) == <<OneOrTwo /\ y' = x'>>_v
AngleByArgument == AngleOf(<<x, y>>)

Next ==
  \/ Outright
  \/ ByArgument
  \/ ByArgumentOfArgument
  \/ ByOperator
  \/ Primed
  \/ AsAction
  \/ AsFunction
  \/ WithParameter
  \/ InPossible
  \/ Angle
  \/ AngleByArgument

=============================================================================
