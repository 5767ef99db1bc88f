------------------------------ MODULE RingOrder -----------------------------
(***************************************************************************)
(* The order in which the nodes stand on the ring, apart from their        *)
(* numbers: a model should vary it.                                        *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT
  Order  \* A sequence in which each node stands once: i sends to the one after i.

ASSUME EachNodeOnce == \A k, l \in DOMAIN Order : k # l => Order[k] # Order[l]

Position(i) == CHOOSE k \in DOMAIN Order : Order[k] = i

\* The node after i on the ring, whether it is up or not.
Successor(i) == Order[(Position(i) % Len(Order)) + 1]

\* Every epoch belongs to one node: e belongs to the e-th on the ring, counted round and round.
Owner(e) == Order[((e - 1) % Len(Order)) + 1]

\* The least epoch after e that belongs to i.
NextEpoch(i, e) == e + 1 + ((Position(i) - 1 - e) % Len(Order))

=============================================================================
