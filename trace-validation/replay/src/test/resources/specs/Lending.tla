------------------------------ MODULE Lending -------------------------------
(***************************************************************************)
(* A library for tests of replay: readers ask a desk for the one book, the *)
(* desk keeps a queue. It has every shape that an action can have.         *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  Reader,    \* The readers, numbers.
  None,
  Favourite, \* A sequence of readers whom the desk likes.
  Kinds      \* How one may ask: texts.

VARIABLES
  holder,    \* Who has the book, or None.
  wish,      \* wish[i]: the kind of i's unanswered question, or None.
  links,     \* links[<<i, kind>>]: what i has asked in this way, oldest first.
  desk,      \* Requests that the desk has accepted, in order.
  past,      \* past[i]: the kinds in which i ever had the book.
  count      \* count[i]: a record of questions and returns.

vars == <<holder, wish, links, desk, past, count>>

Init ==
  /\ holder = None
  /\ wish = [i \in Reader |-> None]
  /\ links = [l \in Reader \X Kinds |-> << >>]
  /\ desk = << >>
  /\ past = [i \in Reader |-> {}]
  /\ count = [i \in Reader |-> [asked |-> 0, back |-> 0]]

Message(i, k) == [from |-> i, kind |-> k, nth |-> count[i].asked]

Waiting == {Head(links[l]) : l \in {k \in DOMAIN links : links[k] # << >>}}

\* Reader i asks, in way k.
Ask(i, k) ==
  LET m == Message(i, k) IN
  /\ wish[i] = None
  /\ holder # i
  /\ wish' = [wish EXCEPT ![i] = k]
  /\ links' = [links EXCEPT ![<<i, k>>] = Append(@, m)]
  /\ count' = [count EXCEPT ![i].asked = @ + 1]
  /\ UNCHANGED <<holder, desk, past>>

\* The desk reads m. It answers a favourite at once if it can.
Accept(m) ==
  /\ links' = [links EXCEPT ![<<m.from, m.kind>>] = Tail(@)]
  /\ IF holder = None /\ desk = << >> /\ \E p \in DOMAIN Favourite : Favourite[p] = m.from
     THEN /\ holder' = m.from
          /\ past' = [past EXCEPT ![m.from] = @ \cup {m.kind}]
          /\ UNCHANGED desk
     ELSE /\ \/ m.kind = "urgent" /\ desk' = <<m>> \o desk
             \/ m.kind # "urgent" /\ desk' = Append(desk, m)
          /\ UNCHANGED <<holder, past>>
  /\ UNCHANGED <<wish, count>>

\* The desk hands the book to the first in its queue.
Lend ==
  /\ holder = None
  /\ desk # << >>
  /\ holder' = Head(desk).from
  /\ desk' = Tail(desk)
  /\ past' = [past EXCEPT ![Head(desk).from] = @ \cup {Head(desk).kind}]
  /\ UNCHANGED <<wish, links, count>>

\* The reader brings it back.
Return(i) ==
  /\ holder = i
  /\ \A r \in Reader : (wish[r] = "urgent") => (r = i)
  /\ holder' = None
  /\ wish' = [wish EXCEPT ![i] = None]
  /\ count' = [count EXCEPT ![i].back = @ + 1]
  /\ UNCHANGED <<links, desk, past>>

\* Those whom the desk has not served yet all give up at once, or any part of them.
GiveUp(S) ==
  /\ S # {}
  /\ desk' = SelectSeq(desk, LAMBDA m : m.from \notin S)
  /\ wish' = [i \in Reader |-> IF i \in S THEN None ELSE wish[i]]
  /\ UNCHANGED <<holder, links, past, count>>

NoFavourite == << >>

Queued == {desk[p].from : p \in DOMAIN desk}

Steps(i) == \/ \E k \in Kinds : Ask(i, k)
            \/ Return(i)

Next ==
  \/ \E i \in Reader : Steps(i)
  \/ \E m \in Waiting : Accept(m)
  \/ Lend
  \/ \E S \in SUBSET Queued : GiveUp(S)

Spec == Init /\ [][Next]_vars

TypeOK ==
  /\ holder \in Reader \cup {None}
  /\ \A i \in Reader : past[i] \subseteq Kinds

FewReturns == \A i \in Reader : count[i].back < 3

NeverTwoBack == [][\A i \in Reader : count'[i].back <= count[i].back + 1]_vars
NeverLent == [][holder' = None]_vars
=============================================================================
