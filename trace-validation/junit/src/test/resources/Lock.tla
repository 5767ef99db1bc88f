-------------------------------- MODULE Lock --------------------------------
(* A lock that a server hands out: the server answers one request at a time. *)
EXTENDS Naturals

CONSTANT Client

VARIABLES
  holder,   \* who has the lock, or "nobody"
  waiting   \* for each client, whether it has asked and not been answered

Init ==
  /\ holder = "nobody"
  /\ waiting = [c \in Client |-> FALSE]

Ask(c) ==
  /\ ~waiting[c]
  /\ holder # c
  /\ waiting' = [waiting EXCEPT ![c] = TRUE]
  /\ UNCHANGED holder

Grant(c) ==
  /\ waiting[c]
  /\ holder = "nobody"
  /\ holder' = c
  /\ waiting' = [waiting EXCEPT ![c] = FALSE]

Release(c) ==
  /\ holder = c
  /\ holder' = "nobody"
  /\ UNCHANGED waiting

Next == \E c \in Client : Ask(c) \/ Grant(c) \/ Release(c)

OneHolder == holder \in Client \cup {"nobody"}
=============================================================================
