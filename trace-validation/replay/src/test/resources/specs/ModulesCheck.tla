---------------------------- MODULE ModulesCheck ----------------------------
(* Values computed by hand of what the community's modules define. *)
EXTENDS Integers, FiniteSets, Sequences, TLC,
        Json, IOUtils, SequencesExt, FiniteSetsExt, Functions, Folds, Bags, BagsExt, VectorClocks,
        TLCExt

VARIABLE x
Spec == x = 0 /\ [][UNCHANGED x]_x

Minus(a, b) == a - b
Even(n) == n % 2 = 0

CheckToSet == ToSet(<<1, 1, 2>>) = {1, 2}
CheckToBag == ToBag(<<"a", "b", "a">>) = ("a" :> 2 @@ "b" :> 1)
CheckSetToSeq == LET s == SetToSeq({3, 1, 2}) IN Len(s) = 3 /\ ToSet(s) = {1, 2, 3}
CheckSetToSeqs == SetToSeqs({"t", "l"}) = {<<"t", "l">>, <<"l", "t">>}
CheckSetToSortSeq == SetToSortSeq({3, 1, 2}, <) = <<1, 2, 3>>
CheckKPermutations == SetToAllKPermutations({"a"}) = {<< >>, <<"a">>}
CheckBoundedSeq == BoundedSeq({1}, 2) = {<< >>, <<1>>, <<1, 1>>}
CheckContains == Contains(<<3, 4>>, 4) /\ ~Contains(<<3, 4>>, 5)
CheckIsSorted == IsSorted(<<1, 2, 2>>, <=) /\ ~IsSorted(<<1, 2, 2>>, <)
CheckReverse == Reverse(<<1, 2, 3>>) = <<3, 2, 1>> /\ Reverse(<< >>) = << >>
CheckRemove == Remove(<<1, 2, 1>>, 1) = <<2>>
CheckReplaceAll == ReplaceAll(<<1, 2, 1>>, 1, 7) = <<7, 2, 7>>
CheckSelectInSeq == SelectInSeq(<<1, 4, 6>>, Even) = 2 /\ SelectInSeq(<<1>>, Even) = 0
CheckSelectInSubSeq == SelectInSubSeq(<<2, 3, 6, 8>>, 2, 4, Even) = 3
CheckSelectLastInSeq == SelectLastInSeq(<<2, 4, 5>>, Even) = 2
CheckSelectLastInSubSeq ==
  /\ SelectLastInSubSeq(<<2, 3, 6, 8>>, 1, 3, Even) = 3
  /\ SelectLastInSubSeq(<<2, 3>>, 1, 0, Even) = 0
CheckInsertAt == InsertAt(<<1, 3>>, 2, 2) = <<1, 2, 3>>
CheckReplaceAt == ReplaceAt(<<1, 3>>, 2, 2) = <<1, 2>>
CheckRemoveAt == RemoveAt(<<1, 2, 3>>, 2) = <<1, 3>>
CheckRemoveFirst == RemoveFirst(<<1, 2, 1>>, 1) = <<2, 1>> /\ RemoveFirst(<<1>>, 2) = <<1>>
CheckRemoveFirstMatch == RemoveFirstMatch(<<1, 2, 4>>, Even) = <<1, 4>>
CheckConsSnoc == Cons(1, <<2>>) = <<1, 2>> /\ Snoc(1, <<2>>) = <<2, 1>>
CheckFrontLast == Front(<<1, 2>>) = <<1>> /\ Last(<<1, 2>>) = 2
CheckIsPrefix ==
  IsPrefix(<<1>>, <<1, 2>>) /\ IsPrefix(<<1>>, <<1>>) /\ ~IsStrictPrefix(<<1>>, <<1>>)
CheckIsSuffix ==
  IsSuffix(<<2>>, <<1, 2>>) /\ ~IsSuffix(<<1>>, <<1, 2>>) /\ IsStrictSuffix(<< >>, <<1>>)
CheckPrefixes == Prefixes(<<1, 2>>) = {<< >>, <<1>>, <<1, 2>>}
CheckSuffixes == Suffixes(<<1, 2>>) = {<< >>, <<2>>, <<1, 2>>}
CheckLongestCommonPrefix == LongestCommonPrefix({<<1, 2, 3>>, <<1, 2, 4>>}) = <<1, 2>>
CheckSeqMod == SeqMod(6, 3) = 3 /\ SeqMod(7, 3) = 1
CheckFoldSeq == FoldSeq(LAMBDA a, b : {a} \cup b, {}, <<1, 2, 1>>) = {1, 2}
CheckFoldLeft == FoldLeft(Minus, 10, <<1, 2>>) = 7
CheckFoldRight == FoldRight(Minus, <<1, 2>>, 10) = 9
CheckFoldLeftDomain == FoldLeftDomain(Minus, 10, <<7, 7>>) = 7
CheckFoldRightDomain == FoldRightDomain(Minus, <<7, 7>>, 10) = 9
CheckFoldLong == FoldLeft(+, 0, [i \in 1..20000 |-> 1]) = 20000
CheckFlattenSeq == FlattenSeq(<< <<1, 2>>, <<1>> >>) = <<1, 2, 1>> /\ FlattenSeq(<< >>) = << >>
CheckZip == Zip(<<1, 3>>, <<2>>) = << <<1, 2>> >>
CheckInterleave == Interleave(<<1, 3>>, <<2, 4>>) = << <<1>>, <<2>>, <<3>>, <<4>> >>
CheckSubSeqs == SubSeqs(<<1, 2>>) = {<< >>, <<1>>, <<2>>, <<1, 2>>}
CheckAllSubSeqs == AllSubSeqs(<<1, 2, 3>>) \ SubSeqs(<<1, 2, 3>>) = {<<1, 3>>}
CheckIndexFirstSubSeq == IndexFirstSubSeq(<<1>>, <<2, 1, 1>>) = 2
CheckReplaceFirstSubSeq == ReplaceFirstSubSeq(<<9>>, <<1, 1>>, <<2, 1, 1>>) = <<2, 9>>

CheckFoldSet == FoldSet(+, 0, 0..10) = 55
CheckSum == Sum({1, 2, 3}) = 6 /\ Product({2, 3}) = 6
CheckMapThenSumSet == MapThenSumSet(LAMBDA n : n * n, {1, 2, 3}) = 14
CheckFlattenSet == FlattenSet({{1}, {2}}) = {1, 2}
CheckSymDiff == SymDiff({1, 2}, {2, 3}) = {1, 3}
CheckQuantify == Quantify(1..9, Even) = 4
CheckKSubset == kSubset(2, 1..3) = {{1, 2}, {2, 3}, {1, 3}}
CheckMaxMin == Max({1, 3, 2}) = 3 /\ Min({3, 1, 2}) = 1
CheckChoices == Choices({{1, 2}, {5}}) = {{1, 5}, {2, 5}}
CheckChooseUnique == ChooseUnique({2, 3, 4, 5}, LAMBDA n : n % 3 = 1) = 4

CheckRestrict == Restrict(<<7, 8>>, {1}) = <<7>>
CheckRange == Range([a |-> 1, b |-> 2]) = {1, 2}
CheckInverse == AntiFunction([a |-> 1, b |-> 2]) = <<"a", "b">>
CheckInjective == IsInjective(<<1, 2>>) /\ ~IsInjective(<<1, 1>>)
CheckBijection == Bijection({1, 2}, {1, 2}) = {<<1, 2>>, <<2, 1>>}
CheckExists == ~ExistsInjection({1, 2}, {1}) /\ ExistsSurjection({1, 2}, {1})
CheckFoldFunction == FoldFunction(+, 0, [a |-> 1, b |-> 2]) = 3
CheckFoldFunctionOnSet == FoldFunctionOnSet(+, 0, <<1, 2, 4>>, {1, 3}) = 5
CheckMapThenFoldSet ==
  MapThenFoldSet(LAMBDA a, b : a \o b, << >>, LAMBDA n : <<n>>, Min, {3, 1, 2}) = <<1, 2, 3>>

CheckBagAdd == BagAdd(BagAdd(<< >>, "m"), "m") = ("m" :> 2)
CheckBagRemove == BagRemove("m" :> 2, "m") = ("m" :> 1) /\ BagRemove("m" :> 1, "m") = << >>
CheckBagRemoveAll == BagRemoveAll("m" :> 2 @@ "n" :> 1, "m") = ("n" :> 1)
CheckSumBag == SumBag(1 :> 2 @@ 2 :> 1 @@ 3 :> 3) = 13 /\ ProductBag(2 :> 3) = 8
CheckFoldBag == FoldBag(Append, <<0>>, 7 :> 2) = <<0, 7, 7>> /\ FoldBag(-, 9, << >>) = 9
CheckMapThenFoldBag ==
  MapThenFoldBag(Append, <<0>>, LAMBDA n : n + 1, Min, 3 :> 1 @@ 1 :> 2) = <<0, 2, 2, 4>>

CheckAtoi == atoi("17") = 17 /\ atoi("-3") = -3
CheckZeroPad == zeroPadN(7, 3) = "007"
CheckIOEnv == IOEnv.SCRUTIN_TEST = "42" /\ "SCRUTIN_NO_SUCH" \notin DOMAIN IOEnv
CheckToJson == ToJson([a |-> <<1, TRUE>>, b |-> "x"]) = "{\"a\":[1,true],\"b\":\"x\"}"

CheckTLCGet == TLCGet("config").mode = "bfs" /\ TLCGet("level") = 1
CheckTLCSet == TLCSet(7, "seven") /\ TLCGet(7) = "seven" /\ TLCSet(7, "eight") /\ TLCGet(7) = "eight"
CheckTLCGetOrDefault == TLCGetOrDefault(99, 5) = 5
CheckAssertEq == AssertEq(2, 2) /\ ~AssertEq(1, 2)

Clock(line) == line.c
CheckIsCausalOrder ==
  /\ IsCausalOrder(<<[c |-> [a |-> 1]], [c |-> [a |-> 1, b |-> 1]]>>, Clock)
  /\ ~IsCausalOrder(<<[c |-> [a |-> 1, b |-> 1]], [c |-> [a |-> 1]]>>, Clock)
  /\ IsCausalOrder(<<[c |-> [b |-> 1]], [c |-> [a |-> 1]]>>, Clock)
CheckCausalOrder ==
  LET one == [n |-> "a", c |-> [a |-> 1]]
      two == [n |-> "b", c |-> [a |-> 1, b |-> 1]]
      three == [n |-> "a", c |-> [a |-> 2, b |-> 1]]
  IN CausalOrder(<<three, two, one>>, Clock, LAMBDA l : l.n, LAMBDA c : DOMAIN c)
       = <<one, two, three>>
CheckCausalOrderOfNodes ==
  LET one == [n |-> "b", c |-> [b |-> 1]]
      two == [n |-> "a", c |-> [a |-> 1, b |-> 1]]
      three == [n |-> "a", c |-> [a |-> 2, b |-> 0]] \* This clock has gone back.
      four == [n |-> "c", c |-> [b |-> 1, c |-> 1]]
  IN CausalOrder(<<four, three, one, two>>, Clock, LAMBDA l : l.n, LAMBDA c : DOMAIN c)
       = <<one, four, two, three>>
CheckCausalOrderOfStrangers ==
  LET one == [n |-> "x", c |-> [a |-> 1]]
      two == [n |-> "x", c |-> [a |-> 2, b |-> 0]]
      three == [n |-> "y", c |-> [a |-> 2, b |-> 1]]
  IN CausalOrder(<<three, two, one>>, Clock, LAMBDA l : l.n, LAMBDA c : DOMAIN c)
       = <<one, two, three>>

WrongExec == IOExec(<<"true">>)
WrongAtoi == atoi("a lot")
=============================================================================
