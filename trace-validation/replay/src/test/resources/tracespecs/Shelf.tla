---- MODULE Shelf ----
\* Boxes are opened, and things are put into their slots.
EXTENDS Naturals

CONSTANTS Box, Slot, Thing

VARIABLES open, shelf, used

Init ==
    /\ open = {}
    /\ shelf = [b \in Box |-> [s \in Slot |-> 0]]
    /\ used = [b \in Box |-> {}]

Open(b) ==
    /\ b \notin open
    /\ open' = open \cup {b}
    /\ UNCHANGED <<shelf, used>>

Put(b, s, t) ==
    /\ b \in open
    /\ shelf[b][s] = 0
    /\ shelf' = [shelf EXCEPT ![b][s] = t]
    /\ used' = [used EXCEPT ![b] = @ \cup {s}]
    /\ UNCHANGED open

Next ==
    \/ \E b \in Box : Open(b)
    \/ \E b \in open, s \in Slot, t \in Thing : Put(b, s, t)
====
