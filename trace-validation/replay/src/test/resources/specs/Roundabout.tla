----------------------------- MODULE Roundabout -----------------------------
(* Each invariant below says in another way that x is not 3. Replay may    *)
(* leave out one of whose variables a step changes none; here it must see  *)
(* that each of them is about x.                                           *)
EXTENDS Naturals, Sequences, TLC

CONSTANT Limit(_)

VARIABLES x, y, z

Init == x = 0 /\ y = 0 /\ z = 0

Count(n) == x' = n /\ UNCHANGED <<y, z>>
Other(n) == y' = n /\ UNCHANGED <<x, z>>

Next == \E n \in 0..9 : Count(n) \/ Other(n)

Apply(Op(_), v) == Op(v)
Now(ignored) == x
LimitOfX(ignored) == x

\* Stands, by the configuration, in the place of Limit.
Counter == INSTANCE Counter WITH count <- x, step <- z

Plain == x # 3
ByLet == LET twice == x + x IN twice # 6
ByOperator == Apply(Now, 1) # 3
ByLambda == Apply(LAMBDA v : v + x, 1) # 4
ByInstance == Counter!Small
ByConfiguration == Limit(1) # 3
ByTuple == <<x, z>>[1] # 3
BySet == 3 \notin {v \in 0..9 : v = x}
ByFunction == [v \in {1} |-> x][1] # 3
ByExcept == [[v \in {1} |-> 0] EXCEPT ![1] = @ + x][1] # 3
ByChoice == (CHOOSE v \in 0..9 : v = x) # 3
ByChance == RandomElement({x}) # 3
OfOther == y # 3
OfNone == z = 0 \/ x # x

ByStep == [][x' # 3]_x
ByOtherStep == [][y' # 3]_<<x, y>>
=============================================================================
