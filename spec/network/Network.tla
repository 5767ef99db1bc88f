------------------------------- MODULE Network ------------------------------
(***************************************************************************)
(* Links between nodes, with the guarantee as a constant. A message is a   *)
(* record with at least the fields type, from and to.                      *)
(*                                                                         *)
(*   "fifo"  Each link delivers every message once, in the order in which  *)
(*           they were sent. network: link <<i, j>> -> sequence; links     *)
(*           with nothing in flight are left out.                          *)
(*   "bag"   Messages may be overtaken, and, by actions that the spec      *)
(*           names (Lose, Duplicate), lost and doubled. network: message   *)
(*           -> number of copies in flight.                                *)
(*   "set"   What was sent may arrive at any time, any number of times, or *)
(*           never. network: all messages ever sent. Every behaviour of    *)
(*           "bag" is one of "set", with fewer states: this is the one to  *)
(*           model-check; "bag" is the one to replay long runs with.       *)
(*                                                                         *)
(* All operators but Deliverable are functions of a network value, so that *)
(* an action can take a message out and put answers in within one step. No *)
(* action sends two messages on one link at once.                          *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANT
  Guarantee  \* "fifo", "bag" or "set".

ASSUME GuaranteeKnown == Guarantee \in {"fifo", "bag", "set"}

VARIABLE
  network    \* What is in flight; its shape depends on Guarantee.

Link(m) == <<m.from, m.to>>

EmptyNetwork == IF Guarantee = "set" THEN {} ELSE << >>

\* The function f without x in its domain.
Except(f, x) == [y \in DOMAIN f \ {x} |-> f[y]]

\* The messages which may be received next.
Deliverable ==
  CASE Guarantee = "fifo" -> {Head(network[l]) : l \in DOMAIN network}
    [] Guarantee = "bag"  -> DOMAIN network
    [] Guarantee = "set"  -> network

\* The messages in flight.
InFlight ==
  CASE Guarantee = "fifo" ->
         UNION {{network[l][k] : k \in DOMAIN network[l]} : l \in DOMAIN network}
    [] Guarantee = "bag"  -> DOMAIN network
    [] Guarantee = "set"  -> network

\* The network after one copy of m, which is Deliverable, is taken out.
Without(net, m) ==
  CASE Guarantee = "fifo" ->
         IF Len(net[Link(m)]) = 1
         THEN Except(net, Link(m))
         ELSE [net EXCEPT ![Link(m)] = Tail(@)]
    [] Guarantee = "bag"  ->
         IF net[m] = 1 THEN Except(net, m) ELSE [net EXCEPT ![m] = @ - 1]
    [] Guarantee = "set"  -> net

\* The network after the messages in S, at most one a link, are put in.
With(net, S) ==
  IF S = {} THEN net
  ELSE
  CASE Guarantee = "fifo" ->
         [l \in DOMAIN net \cup {Link(m) : m \in S} |->
           (IF l \in DOMAIN net THEN net[l] ELSE << >>)
             \o (IF \E m \in S : Link(m) = l
                 THEN <<CHOOSE m \in S : Link(m) = l>>
                 ELSE << >>)]
    [] Guarantee = "bag"  ->
         [m \in DOMAIN net \cup S |->
           (IF m \in DOMAIN net THEN net[m] ELSE 0) + (IF m \in S THEN 1 ELSE 0)]
    [] Guarantee = "set"  -> net \cup S

\* The network after the incoming links of node i broke, with all that was in them.
WithoutLinksTo(net, i) ==
  IF Guarantee = "fifo"
  THEN [l \in {k \in DOMAIN net : k[2] # i} |-> net[l]]
  ELSE net

=============================================================================
