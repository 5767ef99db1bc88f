----------------------------- MODULE MCRaftValues ----------------------------
(***************************************************************************)
(* For models with several commands: nothing tells one from another.      *)
(***************************************************************************)
EXTENDS MCRaft

SymmetryOfValues == Symmetry \cup Permutations(Value)

=============================================================================
