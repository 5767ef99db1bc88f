------------------------------ MODULE BagsExt -------------------------------
(* More about bags: functions from elements to how often they are there.    *)
LOCAL INSTANCE Integers
LOCAL INSTANCE Folds

BagAdd(B, x) ==
  [e \in DOMAIN B \cup {x} |-> (IF e \in DOMAIN B THEN B[e] ELSE 0) + (IF e = x THEN 1 ELSE 0)]

BagRemoveAll(B, x) == [e \in DOMAIN B \ {x} |-> B[e]]

BagRemove(B, x) ==
  IF x \notin DOMAIN B THEN B
  ELSE IF B[x] = 1 THEN BagRemoveAll(B, x) ELSE [B EXCEPT ![x] = @ - 1]

\* op over f of all elements, each as often as it is there.
MapThenFoldBag(op(_, _), base, f(_), choose(_), B) ==
  LET Repeat(x, rest) ==
        LET again[n \in Nat] == IF n = 0 THEN rest ELSE op(f(x), again[n - 1]) IN again[B[x]]
  IN MapThenFoldSet(Repeat, base, LAMBDA x : x, choose, DOMAIN B)

FoldBag(op(_, _), base, B) ==
  MapThenFoldBag(op, base, LAMBDA x : x, LAMBDA S : CHOOSE x \in S : TRUE, B)
SumBag(B) == FoldBag(LAMBDA x, y : x + y, 0, B)
ProductBag(B) == FoldBag(LAMBDA x, y : x * y, 1, B)
=============================================================================
