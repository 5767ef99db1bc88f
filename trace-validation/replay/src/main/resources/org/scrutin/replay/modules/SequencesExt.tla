---------------------------- MODULE SequencesExt ----------------------------
(* More about sequences. What is slow when it is only defined is done in    *)
(* Java as well, to the same effect.                                        *)
LOCAL INSTANCE Sequences
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE FiniteSetsExt
LOCAL INSTANCE Functions
LOCAL INSTANCE Folds
LOCAL INSTANCE TLC

ToSet(s) == {s[i] : i \in DOMAIN s}
ToBag(s) == [x \in ToSet(s) |-> Cardinality({i \in DOMAIN s : s[i] = x})]

\* Sequences that have each element of S once.
SetToSeq(S) == CHOOSE s \in [1..Cardinality(S) -> S] : IsInjective(s)
SetToSeqs(S) == {s \in [1..Cardinality(S) -> S] : IsInjective(s)}
SetToSortSeq(S, op(_, _)) == SortSeq(SetToSeq(S), op)
SetToAllKPermutations(S) == UNION {SetToSeqs(T) : T \in SUBSET S}

TupleOf(S, n) == [1..n -> S]
SeqOf(S, n) == UNION {[1..m -> S] : m \in 0..n}
BoundedSeq(S, n) == SeqOf(S, n)

Contains(s, e) == \E i \in DOMAIN s : s[i] = e
IsSorted(s, op(_, _)) == \A i, j \in DOMAIN s : i < j => op(s[i], s[j])

Reverse(s) == [i \in DOMAIN s |-> s[Len(s) + 1 - i]]
Remove(s, e) == SelectSeq(s, LAMBDA x : x # e)
ReplaceAll(s, old, new) == [i \in DOMAIN s |-> IF s[i] = old THEN new ELSE s[i]]

\* The place of the first or last element, among all or from..to, that satisfies the test;
\* 0 if none does.
SelectInSeq(s, Test(_)) ==
  LET found == {i \in DOMAIN s : Test(s[i])} IN IF found = {} THEN 0 ELSE Min(found)
SelectInSubSeq(s, from, to, Test(_)) ==
  LET found == {i \in from..to : Test(s[i])} IN IF found = {} THEN 0 ELSE Min(found)
SelectLastInSeq(s, Test(_)) ==
  LET found == {i \in DOMAIN s : Test(s[i])} IN IF found = {} THEN 0 ELSE Max(found)
SelectLastInSubSeq(s, from, to, Test(_)) ==
  LET found == {i \in from..to : Test(s[i])} IN IF found = {} THEN 0 ELSE Max(found)

InsertAt(s, i, e) == SubSeq(s, 1, i - 1) \o <<e>> \o SubSeq(s, i, Len(s))
ReplaceAt(s, i, e) == [s EXCEPT ![i] = e]
RemoveAt(s, i) == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))
RemoveFirstMatch(s, Test(_)) ==
  LET i == SelectInSeq(s, Test) IN IF i = 0 THEN s ELSE RemoveAt(s, i)
RemoveFirst(s, e) == RemoveFirstMatch(s, LAMBDA x : x = e)

Cons(e, s) == <<e>> \o s
Snoc(e, s) == Append(s, e)
Front(s) == SubSeq(s, 1, Len(s) - 1)
Last(s) == s[Len(s)]

IsPrefix(s, t) == Len(s) <= Len(t) /\ \A i \in DOMAIN s : s[i] = t[i]
IsStrictPrefix(s, t) == IsPrefix(s, t) /\ Len(s) < Len(t)
IsSuffix(s, t) ==
  Len(s) <= Len(t) /\ \A i \in DOMAIN s : s[i] = t[Len(t) - Len(s) + i]
IsStrictSuffix(s, t) == IsSuffix(s, t) /\ Len(s) < Len(t)

Prefixes(s) == {SubSeq(s, 1, n) : n \in 0..Len(s)}
Suffixes(s) == {SubSeq(s, n, Len(s)) : n \in 1..Len(s) + 1}
CommonPrefixes(S) ==
  {p \in UNION {Prefixes(s) : s \in S} : \A s \in S : IsPrefix(p, s)}
LongestCommonPrefix(S) ==
  CHOOSE p \in CommonPrefixes(S) : \A q \in CommonPrefixes(S) : Len(q) <= Len(p)

\* a modulo b, counted from 1 to b.
SeqMod(a, b) == IF a % b = 0 THEN b ELSE a % b

\* op over all elements: in any order, from the left, from the right, or over their places.
FoldSeq(op(_, _), base, s) == FoldFunction(op, base, s)
FoldLeft(op(_, _), base, s) ==
  MapThenFoldSet(LAMBDA x, y : op(y, x), base, LAMBDA i : s[i], LAMBDA S : Max(S), DOMAIN s)
FoldRight(op(_, _), s, base) ==
  MapThenFoldSet(op, base, LAMBDA i : s[i], LAMBDA S : Min(S), DOMAIN s)
FoldLeftDomain(op(_, _), base, s) == FoldLeft(op, base, [i \in DOMAIN s |-> i])
FoldRightDomain(op(_, _), s, base) == FoldRight(op, [i \in DOMAIN s |-> i], base)

\* The elements of all the sequences.
FlattenSeq(ss) == FoldLeft(LAMBDA done, s : done \o s, << >>, ss)

Zip(s, t) ==
  [i \in 1..(IF Len(s) <= Len(t) THEN Len(s) ELSE Len(t)) |-> <<s[i], t[i]>>]
\* <<s[1]>>, <<t[1]>>, <<s[2]>>, … of sequences of the same length.
Interleave(s, t) ==
  [i \in 1..2 * Len(s) |-> IF i % 2 = 1 THEN <<s[(i + 1) \div 2]>> ELSE <<t[i \div 2]>>]

SubSeqs(s) == {SubSeq(s, i + 1, j) : i, j \in 0..Len(s)}
AllSubSeqs(s) ==
  {FoldLeft(LAMBDA done, i : Append(done, s[i]), << >>, SetToSortSeq(D, <)) : D \in SUBSET DOMAIN s}

\* Where s begins in t for the first time.
IndexFirstSubSeq(s, t) ==
  Min({i \in 1..(Len(t) - Len(s) + 1) : SubSeq(t, i, i + Len(s) - 1) = s})
\* t with r in place of s, which begins at i.
ReplaceSubSeqAt(i, r, s, t) == SubSeq(t, 1, i - 1) \o r \o SubSeq(t, i + Len(s), Len(t))
ReplaceFirstSubSeq(r, s, t) ==
  IF s \in SubSeqs(t) THEN ReplaceSubSeqAt(IndexFirstSubSeq(s, t), r, s, t) ELSE t
=============================================================================
