---- MODULE Kept ----
\* A definition says something else in each state, and wherever something else stands for its parts.
EXTENDS Naturals, Sequences, FiniteSets, Json, IOUtils, TLC

Log == ndJsonDeserialize(IOEnv.TRACE)

VARIABLES l, one, other

One == INSTANCE Below WITH bound <- one, Most <- 9
Other == INSTANCE Below WITH bound <- other, Most <- 9
Of(x) == INSTANCE Below WITH bound <- x, Most <- 9

Init == l = 1 /\ one = 0 /\ other = 0

Smaller == {n \in 0..9 : n < one}
Now == CHOOSE n \in 0..9 : n = one

\* Both are asked of both states, before and after the next is known.
Next ==
    /\ l <= Len(Log)
    /\ l' = l + 1
    /\ other' = Log[l].other
    /\ Cardinality(Smaller) = one
    /\ one' \in {n \in 0..9 : n >= Now}
    /\ Cardinality(Smaller') = one'
    /\ one' = Log[l].one
    /\ Cardinality(Smaller) = one

Spec == Init /\ [][Next]_<<l, one, other>>

Both ==
    \A n \in 0..9 :
        /\ One!AllBelow(n) = (n < one)
        /\ Other!AllBelow(n) = (n < other)
        /\ \A x \in 0..9 : Of(x)!AllBelow(n) = (n < x)
        /\ (n \in Smaller) = (n < one)
        /\ LET Larger == {k \in 0..9 : k > n} IN \A k \in 0..9 : (k \in Larger) = (k > n)

Rises == [][/\ Now' = one' /\ Now = one /\ Smaller \subseteq Smaller'
            /\ Cardinality(Smaller') - Cardinality(Smaller) = one' - one]_<<l, one, other>>

Matched == <>(l > Len(Log))
====
