-------------------------- MODULE MutantsSessions ---------------------------
(***************************************************************************)
(* Faulty sessions. Each is caught by one property.                        *)
(***************************************************************************)
EXTENDS MCSessions

\* A service executes all that is in the log.
NoSessions(m, e) == IF e.session \notin DOMAIN m.sessions THEN m ELSE Execute(m, e)

\* A request in a session that was ended is executed.
ExecuteAfterEnd(m, e) ==
  IF e.session \notin DOMAIN m.sessions
  THEN [m EXCEPT !.executed = Append(@, <<e.session, e.number>>)]
  ELSE IF Knows(m.sessions[e.session], e.number) THEN m ELSE Execute(m, e)

\* A request is new if it is not the last one.
CompareWithLast(t, n) ==
  n \in DOMAIN t.answers /\ \A k \in DOMAIN t.answers : k <= n

\* A session remembers nothing below the request that it has just executed.
ForgetTooEarly(t, f) ==
  LET last == IF t.answers = << >> THEN t.first ELSE Least(DOMAIN t.answers) + 1 IN
  [first |-> last, answers |-> [n \in {k \in DOMAIN t.answers : k >= last} |-> t.answers[n]]]

\* A snapshot has no sessions in it.
SnapshotForgets(m) == [m EXCEPT !.sessions = << >>]

\* A server ends sessions by its own clock.
EndAlone(s) ==
  /\ machine' = [machine EXCEPT ![s].sessions = << >>]
  /\ UNCHANGED <<log, snapshot, answers>>
  /\ Asking
  /\ Observe

\* To a request that comes again a service says how things stand now.
AnswerAnew(m, e) ==
  IF e.type # "Request" THEN {}
  ELSE IF e.session \notin DOMAIN m.sessions
  THEN {[session |-> e.session, number |-> e.number, answer |-> Refused]}
  ELSE {[session |-> e.session, number |-> e.number, answer |-> Len(m.executed)]}

\* Who asks in a session that was ended is told nothing.
NeverRefuse(m, e) ==
  IF e.type = "Request" /\ e.session \in DOMAIN m.sessions
     /\ e.number \in DOMAIN m.sessions[e.session].answers
  THEN {[session |-> e.session, number |-> e.number,
         answer |-> m.sessions[e.session].answers[e.number]]}
  ELSE {}

\* A client asks again though its request is in the log.
AskWithoutEnd(e) == Propose(e)

\* A client takes its session for open before any server has heard of it: the entry may be another.
OpenedTooEarly(c, k) ==
  /\ session[c] = None
  /\ k = Len(log)
  /\ session' = [session EXCEPT ![c] = k + 1]
  /\ UNCHANGED <<past, next, waiting, asked, log>>
  /\ Serving
  /\ Observe

\* A client believes whoever says that it has a session.
AnySession(c, k) == TRUE

\* A state that is none.
ApplyTwo(s) ==
  /\ machine' = [machine EXCEPT ![s].applied = @ + 1]
  /\ UNCHANGED <<log, snapshot, answers>>
  /\ Asking
  /\ Observe

=============================================================================
