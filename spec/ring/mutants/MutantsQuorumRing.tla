-------------------------- MODULE MutantsQuorumRing -------------------------
(***************************************************************************)
(* Faulty variants of QuorumRing, each of which one property has to catch. *)
(* A configuration puts one in place of the operator of the same meaning.  *)
(***************************************************************************)
EXTENDS MCQuorumRing

\* Half of the nodes are enough. There are two halves.
HalfIsEnough(S) == 2 * Cardinality(S) >= Cardinality(Node)

\* The disk is lost in a crash: grants are not durable.
CrashOfTheDisk(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ Become(i, 0, None, None, "Idle")
  /\ network' = WithoutLinksTo(network, i)
  /\ Observe

CrashWithMemory(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ Become(i, epoch[i], granted[i], leader[i], "Idle")
  /\ network' = WithoutLinksTo(network, i)
  /\ Observe

CrashIntoNowhere(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ Become(i, epoch[i], granted[i], None, "Down")
  /\ network' = WithoutLinksTo(network, i)
  /\ Observe

\* HandleElection, with the rule by which a node elsewhere than at home takes part, and how.
HandleAs(m, j, grants, writes, keepsList) ==
  LET i == m.to
      rest == Without(network, m)
      passed == {m.nodes[k] : k \in DOMAIN m.nodes}
      nodes == IF keepsList THEN Append(m.nodes, i) ELSE m.nodes
      onward == Sendable({Election(i, j, m.owner, m.epoch, nodes)}) IN
  /\ m.type = "Election"
  /\ i \in up
  /\ MayFollow(i, j)
  /\ IF m.owner = i
     THEN IF status[i] = "Electing" /\ m.epoch = epoch[i] /\ Enough(passed)
          THEN Conclude(i, j, m, rest)
          ELSE network' = rest /\ Unchanged
     ELSE IF grants
     THEN /\ IF writes THEN Become(i, m.epoch, m.owner, None, "Waiting") ELSE Unchanged
          /\ network' = With(rest, onward)
     ELSE network' = With(rest, Sendable({Refusal(i, m.owner, epoch[i])})) /\ Unchanged
  /\ UNCHANGED up
  /\ Observe

\* An epoch is granted to whoever asks.
GrantTwice(m, j) ==
  HandleAs(m, j, m.epoch >= epoch[m.to] /\ \A k \in DOMAIN m.nodes : m.nodes[k] # m.to, TRUE, TRUE)

\* A grant is given and not written down.
GrantUnwritten(m, j) ==
  HandleAs(m, j, m.epoch > epoch[m.to] /\ \A k \in DOMAIN m.nodes : m.nodes[k] # m.to, FALSE, TRUE)

\* A message may pass a node again.
PassTwice(m, j) ==
  HandleAs(m, j,
    m.epoch > epoch[m.to] \/ (m.epoch = epoch[m.to] /\ granted[m.to] = m.owner), TRUE, TRUE)

\* A node leads as soon as it starts an election.
LeadAtOnce(i, j) ==
  /\ i \in up
  /\ leader[i] # i
  /\ MayFollow(i, j)
  /\ Become(i, epoch[i] + 1, i, i, "Electing")
  /\ network' = With(network, Sendable({Election(i, j, i, epoch[i] + 1, <<i>>)}))
  /\ UNCHANGED up
  /\ Observe

\* A node follows whoever is announced, with whatever epoch.
FollowAnybody(m, j) ==
  LET i == m.to IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ MayFollow(i, j)
  /\ Become(i, m.epoch, granted[i], m.leader, "Idle")
  /\ network' = Without(network, m)
  /\ UNCHANGED up
  /\ Observe

\* Nobody grants anything: epochs race away.
GrantNothing(m, j) == HandleAs(m, j, FALSE, TRUE, TRUE)

\* To whom the epoch was granted is lost in a crash.
CrashForgetsGrant(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ Become(i, epoch[i], None, None, "Idle")
  /\ network' = WithoutLinksTo(network, i)
  /\ Observe

\* An election that came to nothing is not begun again.
NoRetry(i, j) ==
  /\ i \in up
  /\ status[i] = "Idle"
  /\ leader[i] # i
  /\ MayFollow(i, j)
  /\ Calm => (Quiet /\ (leader[i] # None => ~Leads(leader[i])))
  /\ Become(i, epoch[i] + 1, i, None, "Electing")
  /\ network' = With(network, Sendable({Election(i, j, i, epoch[i] + 1, <<i>>)}))
  /\ UNCHANGED up
  /\ Observe

\* The leader announces itself once.
NoAnnouncement(i, j) == FALSE

=============================================================================
