------------------------------- MODULE Folds --------------------------------
(* One operator from which the other folds are made.                        *)

\* op(f(x), op(f(y), … op(f(z), base))), where x is what choose takes from S, y what
\* it takes from the rest, and so on.
MapThenFoldSet(op(_, _), base, f(_), choose(_), S) ==
  LET fold[T \in SUBSET S] ==
        IF T = {} THEN base
        ELSE LET x == choose(T) IN op(f(x), fold[T \ {x}])
  IN fold[S]
=============================================================================
