------------------------------- MODULE Courier -------------------------------
(* For tests of trace specifications: nodes send each other parcels, which   *)
(* may be lost, and count what they have got.                                *)
EXTENDS Integers, FiniteSets, Sequences, Bags

CONSTANT Node
VARIABLES parcels, sent, got

vars == <<parcels, sent, got>>

Init == /\ parcels = << >>
        /\ sent = [n \in Node |-> 0]
        /\ got = [n \in Node |-> 0]

With(p) == IF p \in DOMAIN parcels THEN [parcels EXCEPT ![p] = @ + 1]
           ELSE [q \in DOMAIN parcels \cup {p} |-> IF q = p THEN 1 ELSE parcels[q]]
Without(p) == IF parcels[p] > 1 THEN [parcels EXCEPT ![p] = @ - 1]
              ELSE [q \in DOMAIN parcels \ {p} |-> parcels[q]]

Send(i, j, w) == /\ i # j
                 /\ parcels' = With([from |-> i, to |-> j, weight |-> w])
                 /\ sent' = [sent EXCEPT ![i] = @ + 1]
                 /\ UNCHANGED got
Receive(p) == /\ parcels' = Without(p)
              /\ got' = [got EXCEPT ![p.to] = @ + p.weight]
              /\ UNCHANGED sent
Lose(p) == /\ parcels' = Without(p)
           /\ UNCHANGED <<sent, got>>
\* The node forgets what it had, and goes on.
Reset(i) == /\ got[i] > 0
            /\ got' = [got EXCEPT ![i] = 0]
            /\ UNCHANGED <<parcels, sent>>

Next == \/ \E i, j \in Node, w \in 1..3 : Send(i, j, w)
        \/ \E p \in DOMAIN parcels : Receive(p) \/ Lose(p)
        \/ \E i \in Node : Reset(i)
Spec == Init /\ [][Next]_vars

Few == Cardinality(DOMAIN parcels) < 50
=============================================================================
