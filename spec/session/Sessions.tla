------------------------------ MODULE Sessions ------------------------------
(***************************************************************************)
(* Sessions (Ongaro's thesis, 6.3): how a service on a replicated log      *)
(* executes each command of its clients exactly once, though a client that *)
(* hears nothing asks again, and the log then has the same request twice.  *)
(*                                                                         *)
(* A session is opened by an entry of the log, and named by its index. A   *)
(* request says in which session it is, and which of that session's, by a  *)
(* number; and first, the lowest number to which the client had no answer. *)
(* For each session the service keeps its answers from first on, in its    *)
(* state: in snapshots, too. To a request that it has executed before it   *)
(* gives the same answer again. What ends a session is an entry as well,   *)
(* so that all servers end it at the same point; a request in a session    *)
(* that is not open is refused, since whether it was executed is forgotten.*)
(*                                                                         *)
(* FAILURE MODEL. The log is given: it only grows, and all servers have    *)
(* the same (that is what Raft is for). A request gets into the log any    *)
(* number of times, at any time after it was asked. Answers get lost.      *)
(* Servers crash, and come back with their last snapshot.                  *)
(*                                                                         *)
(* PROMISE. Always: no command is executed twice; whoever answers a        *)
(* request, the answer is the same; servers that have applied the same     *)
(* entries are in the same state; a request is refused only if its session *)
(* was ended. In calm: each request is answered or refused in the end.     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  Server,
  Client,
  None      \* No session; a model value.

VARIABLES
  log,       \* The entries, all of them committed.
  machine,   \* machine[s]: the state of server s's service.
  snapshot,  \* snapshot[s]: what of that survives a crash of s.
  session,   \* session[c]: in which session client c is; or None.
  past,      \* past[c]: the last session that client c was ever in; 0 if none.
  next,      \* next[c]: the number of its next request.
  waiting,   \* waiting[c]: the numbers of those that it has no answer to.
  asked,     \* The requests that clients have ever made.
  answers    \* The answers that servers have ever given.

vars == <<log, machine, snapshot, session, past, next, waiting, asked, answers>>

\* What a model adds to each step: bounds. Here, nothing.
Observe == TRUE

OpenSession(c) == [type |-> "OpenSession", client |-> c]
Request(id, n, f) == [type |-> "Request", session |-> id, number |-> n, first |-> f]
EndSession(id) == [type |-> "EndSession", session |-> id]

\* The state of a service: how many entries it has applied, the commands that it has executed, one after
\* the other, and its open sessions. Here a command's answer is when it was executed.
EmptyMachine == [applied |-> 0, executed |-> << >>, sessions |-> << >>]
EmptySession == [first |-> 1, answers |-> << >>]

\* The answer to what is not executed; no command has it.
Refused == 0

\* The same function with x in place, or away.
Put(f, x, y) == [z \in DOMAIN f \cup {x} |-> IF z = x THEN y ELSE f[z]]
Without(f, x) == [z \in DOMAIN f \ {x} |-> f[z]]

\* What a session still has to remember when its client has answers to all below f.
Forget(t, f) ==
  IF f <= t.first THEN t
  ELSE [first |-> f, answers |-> [n \in {k \in DOMAIN t.answers : k >= f} |-> t.answers[n]]]

\* Whether session t has seen request n.
Knows(t, n) == n < t.first \/ n \in DOMAIN t.answers

Execute(m, e) ==
  LET all == Append(m.executed, <<e.session, e.number>>)
      t == Forget(m.sessions[e.session], e.first) IN
  [m EXCEPT !.executed = all,
            !.sessions = Put(@, e.session, [t EXCEPT !.answers = Put(@, e.number, Len(all))])]

\* The state after request e.
Serve(m, e) ==
  IF e.session \notin DOMAIN m.sessions THEN m
  ELSE IF Knows(m.sessions[e.session], e.number)
  THEN [m EXCEPT !.sessions = Put(@, e.session, Forget(@[e.session], e.first))]
  ELSE Execute(m, e)

\* The state after the entry that follows.
Apply(m, e) ==
  LET k == m.applied + 1
      rest == CASE e.type = "OpenSession" -> [m EXCEPT !.sessions = Put(@, k, EmptySession)]
                [] e.type = "EndSession" -> [m EXCEPT !.sessions = Without(@, e.session)]
                [] OTHER -> Serve(m, e) IN
  [rest EXCEPT !.applied = k]

\* What a client is told of entry e, now that the state is m; nothing, if it must have its answer.
Answer(m, e) ==
  IF e.type # "Request" THEN {}
  ELSE IF e.session \notin DOMAIN m.sessions
  THEN {[session |-> e.session, number |-> e.number, answer |-> Refused]}
  ELSE IF e.number \in DOMAIN m.sessions[e.session].answers
  THEN {[session |-> e.session, number |-> e.number,
         answer |-> m.sessions[e.session].answers[e.number]]}
  ELSE {}

Init ==
  /\ log = << >>
  /\ machine = [s \in Server |-> EmptyMachine]
  /\ snapshot = [s \in Server |-> EmptyMachine]
  /\ session = [c \in Client |-> None]
  /\ past = [c \in Client |-> 0]
  /\ next = [c \in Client |-> 1]
  /\ waiting = [c \in Client |-> {}]
  /\ asked = {}
  /\ answers = {}

Serving == UNCHANGED <<machine, snapshot, answers>>
Asking == UNCHANGED <<session, past, next, waiting, asked>>

-----------------------------------------------------------------------------

\* Client c has no session, and opens one. It may try again, and have opened several.
Open(c) ==
  /\ session[c] = None
  /\ log' = Append(log, OpenSession(c))
  /\ Serving
  /\ Asking
  /\ Observe

\* What client c hears of opened sessions may be late. It takes none that it was in before: its numbers
\* would begin again, and what it then asks would have the answers of what it asked first.
IsNew(c, k) == k > past[c]

\* Client c hears that it has a session: entry k of the log, which some server has applied.
Opened(c, k) ==
  /\ session[c] = None
  /\ log[k] = OpenSession(c)
  /\ \E s \in Server : machine[s].applied >= k
  /\ IsNew(c, k)
  /\ session' = [session EXCEPT ![c] = k]
  /\ past' = [past EXCEPT ![c] = k]
  /\ UNCHANGED <<next, waiting, asked, log>>
  /\ Serving
  /\ Observe

Least(S) == CHOOSE n \in S : \A m \in S : n <= m

\* Client c asks for something new. It need not wait for its answers.
Ask(c) ==
  LET n == next[c]
      all == waiting[c] \cup {n} IN
  /\ session[c] # None
  /\ next' = [next EXCEPT ![c] = n + 1]
  /\ waiting' = [waiting EXCEPT ![c] = all]
  /\ asked' = asked \cup {Request(session[c], n, Least(all))}
  /\ UNCHANGED <<session, past, log>>
  /\ Serving
  /\ Observe

\* A request gets into the log: for the first time, or since it was asked again, or long after.
Propose(e) ==
  /\ e \in asked
  /\ log' = Append(log, e)
  /\ Serving
  /\ Asking
  /\ Observe

\* A leader has not heard of a session for long.
End(id) ==
  /\ \E c \in Client : log[id] = OpenSession(c)
  /\ log' = Append(log, EndSession(id))
  /\ Serving
  /\ Asking
  /\ Observe

\* Server s applies its next entry, and says what came of it.
ApplyNext(s) ==
  LET e == log[machine[s].applied + 1]
      m == Apply(machine[s], e) IN
  /\ machine[s].applied < Len(log)
  /\ machine' = [machine EXCEPT ![s] = m]
  /\ answers' = answers \cup Answer(m, e)
  /\ UNCHANGED <<log, snapshot>>
  /\ Asking
  /\ Observe

\* Client c hears answer a to one of its requests. After a refusal it has no session.
Hear(c, a) ==
  /\ a \in answers
  /\ a.session = session[c]
  /\ a.number \in waiting[c]
  /\ IF a.answer = Refused
     THEN /\ session' = [session EXCEPT ![c] = None]
          /\ waiting' = [waiting EXCEPT ![c] = {}]
          /\ next' = [next EXCEPT ![c] = 1]
     ELSE /\ waiting' = [waiting EXCEPT ![c] = @ \ {a.number}]
          /\ UNCHANGED <<session, next>>
  /\ UNCHANGED <<past, asked, log>>
  /\ Serving
  /\ Observe

\* What of a state a snapshot has. Here, all.
Kept(m) == m

\* Server s takes a snapshot of its state,
Compact(s) ==
  /\ snapshot' = [snapshot EXCEPT ![s] = Kept(machine[s])]
  /\ UNCHANGED <<log, machine, answers>>
  /\ Asking
  /\ Observe

\* or gets that of another, which is further.
Install(s, t) ==
  /\ snapshot[t].applied > machine[s].applied
  /\ machine' = [machine EXCEPT ![s] = snapshot[t]]
  /\ snapshot' = [snapshot EXCEPT ![s] = snapshot[t]]
  /\ UNCHANGED <<log, answers>>
  /\ Asking
  /\ Observe

\* Server s crashes, and comes back with its last snapshot.
Restart(s) ==
  /\ machine' = [machine EXCEPT ![s] = snapshot[s]]
  /\ UNCHANGED <<log, snapshot, answers>>
  /\ Asking
  /\ Observe

Next ==
  \/ \E c \in Client : Open(c) \/ Ask(c)
  \/ \E c \in Client : \E k \in DOMAIN log : Opened(c, k)
  \/ \E c \in Client : \E a \in answers : Hear(c, a)
  \/ \E e \in asked : Propose(e)
  \/ \E id \in DOMAIN log : End(id)
  \/ \E s \in Server : ApplyNext(s) \/ Compact(s) \/ Restart(s)
  \/ \E s, t \in Server : Install(s, t)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------

TypeOK ==
  /\ \A s \in Server : machine[s].applied \in 0..Len(log) /\ snapshot[s].applied \in 0..Len(log)
  /\ \A c \in Client : waiting[c] \subseteq 1..(next[c] - 1)
  /\ \A c \in Client : session[c] = None => waiting[c] = {}

\* "No command is executed twice."
ExecutedOnce ==
  \A s \in Server : \A j, k \in DOMAIN machine[s].executed :
    machine[s].executed[j] = machine[s].executed[k] => j = k

\* "Servers that have applied the same entries are in the same state."
SameStates ==
  \A s, t \in Server : machine[s].applied = machine[t].applied => machine[s] = machine[t]

\* "Whoever answers a request, the answer is the same", unless the session was ended meanwhile.
AnswersAgree ==
  \A a, b \in answers :
    (a.session = b.session /\ a.number = b.number /\ Refused \notin {a.answer, b.answer})
      => a.answer = b.answer

\* "A request is refused only if its session was ended."
RefusedWasEnded ==
  \A a \in answers : a.answer = Refused => \E k \in DOMAIN log : log[k] = EndSession(a.session)

\* "Each request has a name of its own": session and number.
NumbersAreNew ==
  \A c \in Client : \A e \in asked : e.session = session[c] => e.number < next[c]

\* "Who waits for an answer can still get it": it is not forgotten while the session is open.
NothingForgotten ==
  \A c \in Client : \A n \in waiting[c] : \A s \in Server :
    session[c] \in DOMAIN machine[s].sessions => n >= machine[s].sessions[session[c]].first

=============================================================================
