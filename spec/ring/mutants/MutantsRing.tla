----------------------------- MODULE MutantsRing ----------------------------
(***************************************************************************)
(* Faulty variants of Ring, each of which one property has to catch. A     *)
(* configuration puts one in place of the operator of the same meaning.    *)
(***************************************************************************)
EXTENDS MCRing

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
  /\ network' = With(Without(network, m), {[m EXCEPT !.to = Successor(m.to)]})
  /\ UNCHANGED <<up, epoch, leader, status>>
  /\ Observe

\* The lowest participant leads. The higher ones do not put up with it, and epochs race away.
Lowest(s) == CHOOSE i \in {s[k] : k \in DOMAIN s} : \A k \in DOMAIN s : i <= s[k]

\* A message does not know whom it has passed.
NeverPassed(m, i) == FALSE

\* A message ends only at its first node: if that is down, it circles for ever.
ForgetfulForward(m) ==
  LET i == m.to
      rest == Without(network, m) IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ IF m.nodes[1] = i
     THEN /\ network' = rest
          /\ UNCHANGED <<epoch, leader, status>>
     ELSE /\ epoch' = [epoch EXCEPT ![i] = Max(@, m.epoch)]
          /\ leader' = [leader EXCEPT ![i] = IF m.epoch >= epoch[i] THEN m.leader ELSE @]
          /\ status' = [status EXCEPT ![i] = "Idle"]
          /\ network' = With(rest, {Coordinator(i, Successor(i), m.nodes, m.epoch, m.leader)})
  /\ UNCHANGED up
  /\ Observe

\* A node takes part only in its own election.
SwallowElection(m) ==
  LET i == m.to
      rest == Without(network, m)
      seen == Max(epoch[i], m.epoch) IN
  /\ m.type = "Election"
  /\ i \in up
  /\ IF Passed(m, i)
     THEN LET l == Highest(m.nodes)
              e == NextEpoch(l, seen) IN
          /\ epoch' = [epoch EXCEPT ![i] = e]
          /\ leader' = [leader EXCEPT ![i] = l]
          /\ status' = [status EXCEPT ![i] = "Idle"]
          /\ network' = With(rest, {Coordinator(i, Successor(i), <<i>>, e, l)})
     ELSE /\ network' = rest
          /\ UNCHANGED <<epoch, leader, status>>
  /\ UNCHANGED up
  /\ Observe

\* A node follows whoever is announced, with whatever epoch.
FollowAnybody(m) ==
  LET i == m.to
      rest == Without(network, m) IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ IF Passed(m, i)
     THEN /\ network' = rest
          /\ UNCHANGED <<epoch, leader, status>>
     ELSE /\ epoch' = [epoch EXCEPT ![i] = m.epoch]
          /\ leader' = [leader EXCEPT ![i] = m.leader]
          /\ status' = [status EXCEPT ![i] = "Idle"]
          /\ network' =
               With(rest, {Coordinator(i, Successor(i), Append(m.nodes, i), m.epoch, m.leader)})
  /\ UNCHANGED up
  /\ Observe

\* A higher node that was passed over puts up with it.
Meek(m) ==
  LET i == m.to
      rest == Without(network, m) IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ IF Passed(m, i) \/ m.epoch < epoch[i]
     THEN /\ network' = rest
          /\ UNCHANGED <<epoch, leader, status>>
     ELSE /\ epoch' = [epoch EXCEPT ![i] = m.epoch]
          /\ leader' = [leader EXCEPT ![i] = m.leader]
          /\ status' = [status EXCEPT ![i] = "Idle"]
          /\ network' =
               With(rest, {Coordinator(i, Successor(i), Append(m.nodes, i), m.epoch, m.leader)})
  /\ UNCHANGED up
  /\ Observe

=============================================================================
