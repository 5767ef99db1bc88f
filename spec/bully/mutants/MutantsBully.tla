---------------------------- MODULE MutantsBully ----------------------------
(***************************************************************************)
(* Faulty variants of Bully, each of which one property has to catch. A    *)
(* configuration puts one in place of the operator of the same meaning.    *)
(***************************************************************************)
EXTENDS MCBully

\* The answer time-out does not wait for answers.
Impatient(i) == TRUE

\* Nobody is asked: each node takes itself for the highest.
NobodyHigher(i) == {}

\* Epochs are just counted, and so belong to nobody.
CountedEpoch(i, e) == e + 1

\* The disk is lost in a crash.
CrashOfTheDisk(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ epoch' = [epoch EXCEPT ![i] = 0]
  /\ leader' = [leader EXCEPT ![i] = None]
  /\ status' = [status EXCEPT ![i] = "Idle"]
  /\ network' = WithoutLinksTo(network, i)
  /\ Observe

CrashWithMemory(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ status' = [status EXCEPT ![i] = "Idle"]
  /\ network' = WithoutLinksTo(network, i)
  /\ UNCHANGED <<epoch, leader>>
  /\ Observe

CrashIntoNowhere(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ leader' = [leader EXCEPT ![i] = None]
  /\ status' = [status EXCEPT ![i] = "Down"]
  /\ network' = WithoutLinksTo(network, i)
  /\ UNCHANGED epoch
  /\ Observe

\* A node follows whoever announces itself, with whatever epoch.
FollowAnybody(m) ==
  LET i == m.to IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ epoch' = [epoch EXCEPT ![i] = m.epoch]
  /\ leader' = [leader EXCEPT ![i] = m.from]
  /\ status' = [status EXCEPT ![i] = "Idle"]
  /\ network' = Without(network, m)
  /\ UNCHANGED up
  /\ Observe

\* A node that knows a later epoch keeps that to itself.
NoObjection(m) ==
  LET i == m.to IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ IF m.epoch >= epoch[i]
     THEN /\ epoch' = [epoch EXCEPT ![i] = m.epoch]
          /\ leader' = [leader EXCEPT ![i] = m.from]
          /\ status' = [status EXCEPT ![i] = "Idle"]
     ELSE /\ status' = [status EXCEPT ![i] = IF @ = "Electing" THEN "Waiting" ELSE @]
          /\ UNCHANGED <<epoch, leader>>
  /\ network' = Without(network, m)
  /\ UNCHANGED up
  /\ Observe

\* A higher node answers, and leaves the election to others.
AnswerOnly(m) ==
  LET i == m.to IN
  /\ m.type = "Election"
  /\ i \in up
  /\ network' = With(Without(network, m), Sendable({Answer(i, m.from, epoch[i])}))
  /\ UNCHANGED <<up, epoch, leader, status>>
  /\ Observe

\* A node that has come back does not start an election: it knows no leader to suspect.
StartOnlyFromLoss(i) ==
  /\ i \in up
  /\ status[i] = "Idle"
  /\ leader[i] # i
  /\ leader[i] # None
  /\ leader[i] \notin up
  /\ Elect(i, epoch[i], network, {})
  /\ UNCHANGED up
  /\ Observe

\* Each announcement is contradicted with a later epoch: epochs race away.
Contradict(m) ==
  /\ m.type = "Coordinator"
  /\ m.to \in up
  /\ network' = With(Without(network, m), Sendable({Answer(m.to, m.from, m.epoch + 1)}))
  /\ UNCHANGED <<up, epoch, leader, status>>
  /\ Observe

=============================================================================
