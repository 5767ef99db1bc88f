----------------------------- MODULE MCElection -----------------------------
(***************************************************************************)
(* What TLC needs to check Election by itself.                             *)
(***************************************************************************)
EXTENDS Election, FiniteSets

CONSTANT MaxEpoch

Epochs == 0..MaxEpoch
Majorities == {Q \in SUBSET Node : 2 * Cardinality(Q) > Cardinality(Node)}
NoQuorum == {}

=============================================================================
