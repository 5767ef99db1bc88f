---- MODULE Alike ----
\* Whether two sequences begin alike is the same whichever way it is asked.
EXTENDS Naturals, Sequences, Json, IOUtils, TLC

Log == ndJsonDeserialize(IOEnv.TRACE)

VARIABLES l, one, other

Init == l = 1 /\ one = <<>> /\ other = <<>>

Next ==
    /\ l <= Len(Log)
    /\ l' = l + 1
    /\ one' = Log[l].one
    /\ other' = Log[l].other

Spec == Init /\ [][Next]_<<l, one, other>>

Equal(m, n) == m = n /\ \A k \in 1..n : one[k] = other[k]

IsAlike(m, n) ==
    /\ (SubSeq(one, 1, m) = SubSeq(other, 1, n)) = Equal(m, n)
    /\ (SubSeq(other, 1, n) = SubSeq(one, 1, m)) = Equal(m, n)

\* Beginnings that grow, others that shrink.
EachIsAlike ==
    \A m \in 0..Len(one) : \A n \in 0..Len(other) :
        /\ IsAlike(m, n)
        /\ IsAlike(Len(one) - m, Len(other) - n)

OthersAreAlike ==
    \A m \in 1..Len(one) + 1 : \A n \in m - 1..Len(one) :
        /\ SubSeq(one, m, n) = SubSeq(one, m, n)
        /\ (SubSeq(one, m, n) = SubSeq(one, 1, n)) = (m = 1 \/ \A k \in 1..n : FALSE)

Matched == <>(l > Len(Log))
====
