------------------------------ MODULE BagsExt -------------------------------
(* More about bags: functions from elements to how often they are there.    *)
LOCAL INSTANCE Integers

BagAdd(B, x) ==
  [e \in DOMAIN B \cup {x} |-> (IF e \in DOMAIN B THEN B[e] ELSE 0) + (IF e = x THEN 1 ELSE 0)]

BagRemoveAll(B, x) == [e \in DOMAIN B \ {x} |-> B[e]]

BagRemove(B, x) ==
  IF x \notin DOMAIN B THEN B
  ELSE IF B[x] = 1 THEN BagRemoveAll(B, x) ELSE [B EXCEPT ![x] = @ - 1]

\* op(… op(op(base, f(x)), f(x)) …, f(y)), each element as often as it is there, x being what choose
\* takes first. The other folds have the element first; this is how TLC does it everywhere.
MapThenFoldBag(op(_, _), base, f(_), choose(_), B) ==
  LET Repeat(x, done) ==
        LET again[n \in 0..B[x]] == IF n = 0 THEN done ELSE op(again[n - 1], f(x)) IN again[B[x]]
      RECURSIVE Fold(_, _)
      Fold(done, rest) ==
        IF rest = {} THEN done
        ELSE LET x == choose(rest) IN Fold(Repeat(x, done), rest \ {x})
  IN Fold(base, DOMAIN B)

FoldBag(op(_, _), base, B) ==
  MapThenFoldBag(op, base, LAMBDA x : x, LAMBDA S : CHOOSE x \in S : TRUE, B)
SumBag(B) == FoldBag(LAMBDA x, y : x + y, 0, B)
ProductBag(B) == FoldBag(LAMBDA x, y : x * y, 1, B)
=============================================================================
