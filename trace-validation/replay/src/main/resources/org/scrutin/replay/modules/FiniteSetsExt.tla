--------------------------- MODULE FiniteSetsExt ----------------------------
(* More about finite sets.                                                  *)
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE Functions
LOCAL INSTANCE Folds

\* op over all elements, in any order.
FoldSet(op(_, _), base, S) ==
  MapThenFoldSet(op, base, LAMBDA x : x, LAMBDA T : CHOOSE x \in T : TRUE, S)

ReduceSet(op(_, _), S, base) == FoldSet(op, base, S)

Sum(S) == FoldSet(LAMBDA x, y : x + y, 0, S)
Product(S) == FoldSet(LAMBDA x, y : x * y, 1, S)

\* The sum of op(x) over the elements x.
MapThenSumSet(op(_), S) ==
  MapThenFoldSet(LAMBDA x, y : x + y, 0, op, LAMBDA T : CHOOSE x \in T : TRUE, S)

FlattenSet(S) == UNION S

SymDiff(A, B) == (A \ B) \cup (B \ A)

\* How many elements satisfy P.
Quantify(S, P(_)) == Cardinality({x \in S : P(x)})

\* The subsets of k elements.
kSubset(k, S) == {T \in SUBSET S : Cardinality(T) = k}

Max(S) == CHOOSE x \in S : \A y \in S : x >= y
Min(S) == CHOOSE x \in S : \A y \in S : x <= y

\* The sets that take one element from each of the sets.
Choices(sets) == {Range(f) : f \in {g \in [sets -> UNION sets] : \A T \in sets : g[T] \in T}}

\* The one element that satisfies P.
ChooseUnique(S, P(_)) == CHOOSE x \in S : P(x) /\ \A y \in S : P(y) => y = x
=============================================================================
