----------------------------- MODULE Functions ------------------------------
(* Functions: their parts, images and inverses, and which kinds there are.  *)
LOCAL INSTANCE Folds

Restrict(f, S) == [x \in S |-> f[x]]
RestrictDomain(f, P(_)) == Restrict(f, {x \in DOMAIN f : P(x)})
RestrictValues(f, P(_)) == Restrict(f, {x \in DOMAIN f : P(f[x])})

IsRestriction(f, g) == DOMAIN f \subseteq DOMAIN g /\ \A x \in DOMAIN f : f[x] = g[x]

Range(f) == {f[x] : x \in DOMAIN f}

\* The value of f at a pre-image, at each t in T; any of S where t has none.
Inverse(f, S, T) == [t \in T |-> CHOOSE s \in S : t \in Range(f) => f[s] = t]
AntiFunction(f) == Inverse(f, DOMAIN f, Range(f))

IsInjective(f) == \A a, b \in DOMAIN f : (f[a] = f[b]) => (a = b)

Injection(S, T) == {f \in [S -> T] : IsInjective(f)}
Surjection(S, T) == {f \in [S -> T] : Range(f) = T}
Bijection(S, T) == Injection(S, T) \cap Surjection(S, T)

ExistsInjection(S, T) == Injection(S, T) # {}
ExistsSurjection(S, T) == Surjection(S, T) # {}
ExistsBijection(S, T) == Bijection(S, T) # {}

\* op over all values of f, in any order.
FoldFunction(op(_, _), base, f) ==
  MapThenFoldSet(op, base, LAMBDA x : f[x], LAMBDA S : CHOOSE x \in S : TRUE, DOMAIN f)

\* op over the values of f at these places, in any order.
FoldFunctionOnSet(op(_, _), base, f, places) ==
  MapThenFoldSet(op, base, LAMBDA x : f[x], LAMBDA S : CHOOSE x \in S : TRUE, places)
=============================================================================
