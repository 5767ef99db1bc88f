---------------------------- MODULE VectorClocks ----------------------------
(* Logs of several nodes in an order that respects cause and effect.        *)
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE Functions

LOCAL At(c, n) == IF n \in DOMAIN c THEN c[n] ELSE 0

LOCAL Before(c, d) ==
  /\ \A n \in DOMAIN c \cup DOMAIN d : At(c, n) <= At(d, n)
  /\ \E n \in DOMAIN c \cup DOMAIN d : At(c, n) < At(d, n)

LOCAL Concurrent(c, d) ==
  /\ \E n \in DOMAIN c \cup DOMAIN d : At(c, n) < At(d, n)
  /\ \E n \in DOMAIN c \cup DOMAIN d : At(c, n) > At(d, n)

\* No line happened before one that stands earlier, and no two have the same clock.
IsCausalOrder(log, clock(_)) ==
  \A i \in DOMAIN log : \A j \in 1..(i - 1) :
    Before(clock(log[j]), clock(log[i])) \/ Concurrent(clock(log[j]), clock(log[i]))

\* The lines in a causal order: of those whose causes all stand already, the first of the log
\* comes next. node(line) is which node wrote it, domain(c) the nodes that a clock c knows.
\* (In Java; this says the same by search.)
CausalOrder(log, clock(_), node(_), domain(_)) ==
  CHOOSE s \in {f \in [DOMAIN log -> Range(log)] : Range(f) = Range(log)} :
    IsCausalOrder(s, clock)
=============================================================================
