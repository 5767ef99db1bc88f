----------------------------- MODULE RaftBegin ------------------------------
(***************************************************************************)
(* Where a model of Raft may begin, if not in the beginning: some server   *)
(* after another is described, and all of them together are a state.       *)
(***************************************************************************)
EXTENDS Raft

\* A server that follows nobody, of term t, which has voted for v and has log l, also on disk.
Server(t, v, l) ==
  [currentTerm |-> t, votedFor |-> v, log |-> l, state |-> "Follower", leader |-> None, votes |-> {},
   heard |-> {}, commitIndex |-> l.snapshot.index, nextIndex |-> << >>, matchIndex |-> << >>,
   round |-> 0, acked |-> << >>, lease |-> None]

\* The same server i where it follows l, or leads if it is l itself, which knows that entries up to k are on
\* the disks of all who have a vote.
Led(server, i, l, k) ==
  LET peers == Members(ConfigOf(server.log)) \ {l} IN
  IF i # l THEN [server EXCEPT !.leader = l]
  ELSE [server EXCEPT !.state = "Leader", !.leader = l,
          !.nextIndex = [j \in peers |-> k + 1],
          !.matchIndex = [j \in peers \cup {l} |-> IF j \in Voters(ConfigOf(server.log)) THEN k ELSE 0],
          !.acked = [j \in peers |-> 0]]

\* All are up, and nothing is under way but net.
Begins(servers, net) ==
  /\ up = Node
  /\ currentTerm = [i \in Node |-> servers[i].currentTerm]
  /\ votedFor = [i \in Node |-> servers[i].votedFor]
  /\ log = [i \in Node |-> servers[i].log]
  /\ config = [i \in Node |-> ConfigOf(servers[i].log)]
  /\ disk = [i \in Node |-> [currentTerm |-> servers[i].currentTerm,
                             votedFor |-> servers[i].votedFor, log |-> servers[i].log]]
  /\ state = [i \in Node |-> servers[i].state]
  /\ leader = [i \in Node |-> servers[i].leader]
  /\ votes = [i \in Node |-> servers[i].votes]
  /\ heard = [i \in Node |-> servers[i].heard]
  /\ transferee = [i \in Node |-> None]
  /\ commitIndex = [i \in Node |-> servers[i].commitIndex]
  /\ nextIndex = [i \in Node |-> servers[i].nextIndex]
  /\ matchIndex = [i \in Node |-> servers[i].matchIndex]
  /\ round = [i \in Node |-> servers[i].round]
  /\ acked = [i \in Node |-> servers[i].acked]
  /\ reads = [i \in Node |-> {}]
  /\ lease = [i \in Node |-> servers[i].lease]
  /\ network = net

=============================================================================
