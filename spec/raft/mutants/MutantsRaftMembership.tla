------------------------ MODULE MutantsRaftMembership -----------------------
(***************************************************************************)
(* Faulty variants of how the servers of Raft change, each of which one    *)
(* property has to catch.                                                  *)
(***************************************************************************)
EXTENDS MCRaftMembership

\* From the old configuration straight to the new one.
SkipJoint(c, V, L) == Configuration(V, {}, L)

\* A leader does not wait until the last configuration is committed.
DoNotWait(i) == TRUE

\* One server at a time, as in 4.1, and without an entry of its own term before: the bug that Ongaro
\* announced in 2015.
OneAtATime(i, V, L) ==
  /\ i \in up
  /\ state[i] = "Leader"
  /\ <<V, L>> # <<config[i].voters, config[i].learners>>
  /\ ConfigIsCommitted(i)
  /\ Reconfigure(i, Configuration(V, {}, L))

\* Whoever has an entry counts, voter or not.
CountAnybody(V, S) == 2 * Cardinality(S) > Cardinality(V)

\* A snapshot does not say who belongs to the cluster.
ForgetConfig(l, k) ==
  [Compacted(l, k) EXCEPT !.snapshot =
    [index |-> @.index, term |-> @.term, digest |-> @.digest, config |-> None]]

\* A server goes by the first configuration, whatever its log says.
GoByTheFirst(l) == InitialConfiguration

\* Learners stand for election.
AnybodyStands(i) == TRUE

=============================================================================
