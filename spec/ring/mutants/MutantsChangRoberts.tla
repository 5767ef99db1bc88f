------------------------- MODULE MutantsChangRoberts ------------------------
(***************************************************************************)
(* Faulty variants of ChangRoberts, each of which one property has to      *)
(* catch. A configuration puts one in place of the operator of the same    *)
(* meaning.                                                                *)
(***************************************************************************)
EXTENDS MCChangRoberts

\* Epochs are just counted, and so belong to nobody.
CountedEpoch(i, e) == e + 1

\* The disk is lost in a crash.
CrashOfTheDisk(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ epoch' = [epoch EXCEPT ![i] = 0]
  /\ leader' = [leader EXCEPT ![i] = None]
  /\ status' = [status EXCEPT ![i] = "Idle"]
  /\ UNCHANGED network
  /\ Observe

CrashWithMemory(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ status' = [status EXCEPT ![i] = "Idle"]
  /\ UNCHANGED <<epoch, leader, network>>
  /\ Observe

CrashIntoNowhere(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ leader' = [leader EXCEPT ![i] = None]
  /\ status' = [status EXCEPT ![i] = "Down"]
  /\ UNCHANGED <<epoch, network>>
  /\ Observe

\* The ring is not repaired.
NoRepair(m) == FALSE

\* Live nodes are passed over.
PassOver(m) ==
  /\ m.from \in up
  /\ network' = With(Without(network, m),
                    IF m.owner = m.to THEN {} ELSE {[m EXCEPT !.to = Successor(m.to)]})
  /\ UNCHANGED <<up, epoch, leader, status>>
  /\ Observe

\* A message goes on past its own owner, who is down.
PassDeadOwner(m) ==
  /\ m.from \in up
  /\ m.to \notin up
  /\ network' = With(Without(network, m), {[m EXCEPT !.to = Successor(m.to)]})
  /\ UNCHANGED <<up, epoch, leader, status>>
  /\ Observe

\* What HandleElection does of its own message and of others'.
Handle(m, swallowHigher, passLower) ==
  LET i == m.to
      rest == Without(network, m)
      seen == Max(epoch[i], m.epoch) IN
  /\ m.type = "Election"
  /\ i \in up
  /\ \/ /\ m.owner = i
        /\ LET e == NextEpoch(i, seen) IN
           /\ epoch' = [epoch EXCEPT ![i] = e]
           /\ leader' = [leader EXCEPT ![i] = i]
           /\ status' = [status EXCEPT ![i] = "Idle"]
           /\ network' = With(rest, {Coordinator(i, Successor(i), i, e)})
     \/ /\ m.owner # i
        /\ leader' = [leader EXCEPT ![i] = None]
        /\ status' = [status EXCEPT ![i] = "Electing"]
        /\ network' =
             IF (m.owner > i /\ swallowHigher) \/ (m.owner < i /\ ~passLower)
             THEN rest
             ELSE With(rest, {Election(i, Successor(i), m.owner, seen)})
        /\ UNCHANGED epoch
  /\ UNCHANGED up
  /\ Observe

SwallowHigher(m) == Handle(m, TRUE, FALSE)
PassLower(m) == Handle(m, FALSE, TRUE)

\* A node follows whoever is announced, with whatever epoch.
FollowAnybody(m) ==
  LET i == m.to
      rest == Without(network, m) IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ IF m.owner = i
     THEN /\ network' = rest
          /\ UNCHANGED <<epoch, leader, status>>
     ELSE /\ epoch' = [epoch EXCEPT ![i] = m.epoch]
          /\ leader' = [leader EXCEPT ![i] = m.owner]
          /\ status' = [status EXCEPT ![i] = "Idle"]
          /\ network' = With(rest, {Coordinator(i, Successor(i), m.owner, m.epoch)})
  /\ UNCHANGED up
  /\ Observe

\* A higher node that was passed over puts up with it.
Meek(m) ==
  LET i == m.to
      rest == Without(network, m) IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ IF m.owner = i \/ m.epoch < epoch[i]
     THEN /\ network' = rest
          /\ UNCHANGED <<epoch, leader, status>>
     ELSE /\ epoch' = [epoch EXCEPT ![i] = m.epoch]
          /\ leader' = [leader EXCEPT ![i] = m.owner]
          /\ status' = [status EXCEPT ![i] = "Idle"]
          /\ network' = With(rest, {Coordinator(i, Successor(i), m.owner, m.epoch)})
  /\ UNCHANGED up
  /\ Observe

\* Whoever hears of a leader stands for election too: epochs race away.
Contradict(m) ==
  /\ m.type = "Coordinator"
  /\ m.to \in up
  /\ BeginElection(m.to, m.epoch, Without(network, m))
  /\ UNCHANGED up
  /\ Observe

=============================================================================
