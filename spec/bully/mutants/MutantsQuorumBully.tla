------------------------- MODULE MutantsQuorumBully -------------------------
(***************************************************************************)
(* Faulty variants of QuorumBully, each of which one property has to       *)
(* catch. A configuration puts one in place of the operator of the same    *)
(* meaning.                                                                *)
(***************************************************************************)
EXTENDS MCQuorumBully

\* Half of the nodes are enough. There are two halves.
HalfIsEnough(S) == 2 * Cardinality(S) >= Cardinality(Node)

\* The disk is lost in a crash: grants are not durable.
CrashOfTheDisk(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ Become(i, 0, None, None, "Idle", {})
  /\ network' = WithoutLinksTo(network, i)
  /\ Observe

CrashWithMemory(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ Become(i, epoch[i], granted[i], leader[i], "Idle", {})
  /\ network' = WithoutLinksTo(network, i)
  /\ Observe

CrashIntoNowhere(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ Become(i, epoch[i], granted[i], None, "Down", {})
  /\ network' = WithoutLinksTo(network, i)
  /\ Observe

\* An epoch is granted to whoever asks.
GrantTwice(m) ==
  LET i == m.to
      rest == Without(network, m) IN
  /\ m.type = "Claim"
  /\ i \in up
  /\ IF m.epoch >= epoch[i]
     THEN /\ Become(i, m.epoch, m.from, None, "Waiting", {})
          /\ network' = With(rest, Sendable({Grant(i, m.from, m.epoch)}))
     ELSE /\ network' = With(rest, Sendable({Answer(i, m.from, epoch[i])}))
          /\ Unchanged
  /\ UNCHANGED up
  /\ Observe

\* A grant is told before it is written down, and then never is.
GrantUnwritten(m) ==
  LET i == m.to IN
  /\ m.type = "Claim"
  /\ i \in up
  /\ m.epoch > epoch[i]
  /\ network' = With(Without(network, m), Sendable({Grant(i, m.from, m.epoch)}))
  /\ Unchanged
  /\ UNCHANGED up
  /\ Observe

\* Grants of former epochs count.
CountOldGrants(m) ==
  LET i == m.to
      rest == Without(network, m)
      all == grants[i] \cup {m.from} IN
  /\ m.type = "Grant"
  /\ i \in up
  /\ IF status[i] = "Claiming"
     THEN IF Enough(all)
          THEN /\ Become(i, epoch[i], granted[i], i, "Idle", {})
               /\ network' = With(rest, Sendable({Coordinator(i, j, epoch[i]) : j \in Others(i)}))
          ELSE /\ Become(i, epoch[i], granted[i], None, "Claiming", all)
               /\ network' = rest
     ELSE network' = rest /\ Unchanged
  /\ UNCHANGED up
  /\ Observe

\* A node follows whoever announces itself, with whatever epoch.
FollowAnybody(m) ==
  LET i == m.to IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ Become(i, m.epoch, granted[i], m.from, "Idle", {})
  /\ network' = Without(network, m)
  /\ UNCHANGED up
  /\ Observe

\* A node leads as soon as it claims.
LeadAtOnce(i, net) ==
  /\ Become(i, epoch[i] + 1, i, i, "Idle", {})
  /\ network' = With(net, Sendable({Claim(i, j, epoch[i] + 1) : j \in Others(i)}))

\* A claim that came to nothing is not repeated.
NoRetry(i) == FALSE

\* To whom the epoch was granted is lost in a crash.
CrashForgetsGrant(i) ==
  /\ i \in up
  /\ up' = up \ {i}
  /\ Become(i, epoch[i], None, None, "Idle", {})
  /\ network' = WithoutLinksTo(network, i)
  /\ Observe

\* A node claims an epoch that it has not moved to itself.
ClaimUnwritten(i, net) ==
  /\ Become(i, epoch[i], granted[i], None, "Claiming", {i})
  /\ network' = With(net, Sendable({Claim(i, j, epoch[i] + 1) : j \in Others(i)}))

\* Nobody grants anything: epochs race away.
GrantNothing(m) ==
  /\ m.type = "Claim"
  /\ m.to \in up
  /\ network' = With(Without(network, m), Sendable({Answer(m.to, m.from, epoch[m.to])}))
  /\ Unchanged
  /\ UNCHANGED up
  /\ Observe

\* The leader announces itself once.
NoAnnouncement(i) == FALSE

\* A node that knows a later epoch than an announcement keeps that to itself.
NoObjection(m) ==
  LET i == m.to IN
  /\ m.type = "Coordinator"
  /\ i \in up
  /\ IF m.epoch >= epoch[i]
     THEN Become(i, m.epoch, IF m.epoch > epoch[i] THEN None ELSE granted[i], m.from, "Idle", {})
     ELSE Unchanged
  /\ network' = Without(network, m)
  /\ UNCHANGED up
  /\ Observe

=============================================================================
