-------------------------------- MODULE Deep --------------------------------
(* Formulas that come down to themselves: what is asked first must not be  *)
(* asked again at each depth.                                              *)
EXTENDS Naturals, Sequences, Json, IOUtils

VARIABLES l, x

Log == ndJsonDeserialize(IOEnv.TRACE)

Init == l = 1 /\ x = 0
Next ==
  \E i \in {1} : l <= Len(Log) /\ l' = l + 1 /\ x' = Log[l].x

RECURSIVE Either(_)
Either(n) == IF n = 0 THEN x' = x + 1 ELSE x' = x + 100 + n \/ Either(n - 1)
EitherDeep == Either(40) \/ x' \in 50..52

RECURSIVE Some(_)
Some(n) == IF n = 0 THEN x' = x + 1 ELSE \E i \in {1} : x' = x + 100 + n \/ Some(n - 1)
SomeDeep == Some(40) \/ x' \in 50..52

RECURSIVE Beginning(_)
Beginning(n) ==
  IF n = 0 \/ SubSeq(Beginning(n - 1), 1, 2) = SubSeq(<<1, 2, l>>, 1, 2)
  THEN [i \in 1..3 |-> i]
  ELSE <<>>
\* TLC evaluates what is constant while it loads the specification.
Alike == SubSeq(<<1, 2>>, 1, 1) = SubSeq(<<1, 3>>, 1, 1)
BeginningDeep == Beginning(40)[1] = 1 /\ Alike

\* Where x is no number any more, it need not be compared with what it was.
Counted == [][l' = l + 1]_x

Matched == <>(l > Len(Log))
=============================================================================
