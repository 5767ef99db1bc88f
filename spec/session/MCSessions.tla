----------------------------- MODULE MCSessions -----------------------------
(***************************************************************************)
(* What TLC needs to check Sessions: bounds, and calm.                     *)
(***************************************************************************)
EXTENDS Sessions, TLC

CONSTANTS
  MaxLog,       \* How long the log grows.
  MaxRequests,  \* How often clients ask, in all.
  MaxEnds,      \* How often a session is ended.
  MaxSessions   \* How often one is opened.

Count(type) == Cardinality({k \in DOMAIN log' : log'[k].type = type})

MCObserve ==
  /\ Len(log') <= MaxLog
  /\ Cardinality(asked') <= MaxRequests
  /\ Count("EndSession") <= MaxEnds
  /\ Count("OpenSession") <= MaxSessions

Symmetry == Permutations(Server) \cup Permutations(Client)

-----------------------------------------------------------------------------
(***************************************************************************)
(* CALM. Servers do not crash, requests get into the log, and answers to   *)
(* their clients.                                                          *)
(***************************************************************************)

\* A client asks again what it has no answer to. That it is in the log once is enough.
AskAgain(e) == (\A k \in DOMAIN log : log[k] # e) /\ Propose(e)

CalmNext ==
  \/ \E c \in Client : Open(c) \/ Ask(c)
  \/ \E c \in Client : \E k \in DOMAIN log : Opened(c, k)
  \/ \E c \in Client : \E a \in answers : Hear(c, a)
  \/ \E e \in asked : AskAgain(e)
  \/ \E id \in DOMAIN log : End(id)
  \/ \E s \in Server : ApplyNext(s)

CalmSpec ==
  /\ Init
  /\ [][CalmNext]_vars
  /\ WF_vars(\E e \in asked : AskAgain(e))
  /\ WF_vars(\E s \in Server : ApplyNext(s))
  /\ \A c \in Client : WF_vars(\E a \in answers : Hear(c, a))

\* "Each request is answered or refused."
RequestsAreAnswered == \A c \in Client : waiting[c] # {} ~> waiting[c] = {}

\* "The log has room", so that this bound has cut nothing off.
LogBoundNotReached == Len(log) < MaxLog

=============================================================================
