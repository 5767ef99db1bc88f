------------------------------ MODULE EtcdLog ------------------------------
(* What the lines mean that etcd's Raft logs when it is built with the tag  *)
(* with_tla, in the words of its own specification, etcdraft.tla.           *)
EXTENDS etcdraft

VARIABLE told \* How many lines a node has written of how it begins.
Members == {"1", "2", "3"}
Range(s) == {s[k] : k \in DOMAIN s}

IsEvent(e) == "tag" \in DOMAIN e /\ e.tag = "trace"
EventName(e) == e.event.name
EventNode(e) == e.event.nid

\* Members are bootstrapped: their first entries say who takes part.
Entry == [term |-> 1, type |-> "ConfigEntry", value |-> [newconf |-> Members, learners |-> {}]]
BootServerVars ==
  /\ currentTerm = [i \in Server |-> IF i \in Members THEN 1 ELSE 0]
  /\ state = [i \in Server |-> Follower] /\ votedFor = [i \in Server |-> Nil]
BootLogVars ==
  /\ log = [i \in Server |-> IF i \in Members THEN [k \in 1..Cardinality(Members) |-> Entry] ELSE <<>>]
  /\ commitIndex = [i \in Server |-> IF i \in Members THEN Cardinality(Members) ELSE 0]
BootConfigVars == reconfigCount = 0 /\ config = [i \in Server |->
  [jointConfig |-> <<IF i \in Members THEN Members ELSE {}, {}>>, learners |-> {}]]
Boot == Init /\ told = [i \in Server |-> 0]

-----------------------------------------------------------------------------
(* What each line says of its node, before the step or after it.            *)
Says(e, term, role, vote, length, commit, joint) ==
  /\ e.event.role = role
  /\ e.event.state = [term |-> term, vote |-> vote, commit |-> commit]
  /\ e.event.log = length
  /\ <<Range(e.event.conf[1]), Range(e.event.conf[2])>> = joint
Begun(i) == told[i] >= (IF i \in Members THEN 3 + Cardinality(Members) ELSE 0) /\ UNCHANGED told
Before(e) == LET i == e.event.nid IN
  Begun(i) /\ Says(e, currentTerm[i], state[i], votedFor[i], Len(log[i]), commitIndex[i], config[i].jointConfig)
AfterVoting(e, vote) == LET i == e.event.nid IN
  Begun(i) /\ Says(e, currentTerm'[i], state'[i], vote, Len(log'[i]), commitIndex'[i], config'[i].jointConfig)
After(e) == AfterVoting(e, votedFor'[e.event.nid])
Stays == UNCHANGED vars
Alone(e) == "msg" \notin DOMAIN e.event

-----------------------------------------------------------------------------
(* Messages: fields that a type has no use for are written as zero.         *)
Requests == [app |-> "MsgApp", heartbeat |-> "MsgHeartbeat", snapshot |-> "MsgSnap"]
Responses == [app |-> "MsgAppResp", snapshot |-> "MsgAppResp", heartbeat |-> "MsgHeartbeatResp"]
Written(type, index, term, commit, entries, reject) ==
  [type |-> type, index |-> index, logTerm |-> term, commit |-> commit, entries |-> entries,
   reject |-> reject, rejectHint |-> 0, vote |-> Nil]
Said(m) ==
  CASE m.mtype = RequestVoteRequest -> Written("MsgVote", m.mlastLogIndex, m.mlastLogTerm, 0, 0, FALSE)
    [] m.mtype = RequestVoteResponse -> Written("MsgVoteResp", 0, 0, 0, 0, ~m.mvoteGranted)
    [] m.mtype = AppendEntriesRequest ->
         Written(Requests[m.msubtype], m.mprevLogIndex, m.mprevLogTerm,
                 IF m.msubtype = "snapshot" THEN 0 ELSE m.mcommitIndex, Len(m.mentries), FALSE)
    [] m.mtype = AppendEntriesResponse /\ m.msuccess ->
         Written(Responses[m.msubtype], IF m.msubtype = "heartbeat" THEN 0 ELSE m.mmatchIndex, 0, 0, 0, FALSE)
    [] OTHER -> [type |-> "MsgAppResp", reject |-> TRUE, commit |-> 0, entries |-> 0] \* With hints.
Is(m, e) == LET line == e.event.msg  said == Said(m) IN
  /\ m.msource = line.from
  /\ m.mdest = line.to
  /\ m.mterm = line.term
  /\ said = [field \in DOMAIN said |-> line[field]]

Copies(m, bag) == IF m \in DOMAIN bag THEN bag[m] ELSE 0
Sent(m) == Copies(m, pendingMessages') = Copies(m, pendingMessages) + 1
Received(m) == Copies(m, messages') = Copies(m, messages) - 1
Sends(e, types) ==
  /\ e.event.msg.type \in types /\ e.event.msg.from = e.event.nid
  /\ \E m \in DOMAIN pendingMessages' : Is(m, e) /\ Sent(m)

\* One message: what it does to the log of who receives it, and at last the answer.
Takes(m) == Receive(m) /\ ~Received(m)
Ends(m) == Receive(m) /\ Received(m)
All(m) ==
  \/ Ends(m)
  \/ Takes(m) \cdot Ends(m)
  \/ Takes(m) \cdot Takes(m) \cdot Ends(m)
  \/ Takes(m) \cdot Takes(m) \cdot Takes(m) \cdot Ends(m)

\* Who becomes a follower by a request writes that first, and answers then.
Interrupts(m) ==
  /\ m.mtype \in {RequestVoteRequest, AppendEntriesRequest}
  /\ \/ m.mterm > currentTerm[m.mdest]
     \/ m.mterm = currentTerm[m.mdest] /\ m.mtype = AppendEntriesRequest /\ state[m.mdest] = Candidate
Receives(e, types) ==
  /\ e.event.msg.type \in types /\ e.event.msg.to = e.event.nid
  /\ Before(e)
  /\ \E m \in DOMAIN messages : Is(m, e) /\ (IF Interrupts(m) THEN Takes(m) ELSE All(m))
\* A vote is noted after its answer was written.
Answers(e, types) == LET i == e.event.nid IN
  IF \E m \in DOMAIN pendingMessages : Is(m, e) /\ e.event.msg.from = i
    THEN /\ e.event.msg.type \in types
         /\ Stays /\ (AfterVoting(e, votedFor[i]) \/ ("MsgVoteResp" \in types /\ AfterVoting(e, Nil)))
    ELSE /\ votedFor[i] \in {Nil, i}
         /\ \E m \in DOMAIN messages : m.mdest = i /\ m.mterm = e.event.msg.term /\ All(m)
         /\ Sends(e, types)
         /\ AfterVoting(e, votedFor[i])

Event_SendRequestVoteRequest(e) == RequestVote(e.event.nid, e.event.msg.to) /\ Sends(e, {"MsgVote"}) /\ After(e)
Event_SendRequestVoteResponse(e) ==
  IF e.event.msg.from = e.event.msg.to
    THEN RequestVote(e.event.nid, e.event.nid) /\ Sends(e, {"MsgVoteResp"}) /\ After(e)
    ELSE Answers(e, {"MsgVoteResp"})
Event_SendAppendEntriesRequest(e) == LET i == e.event.nid  m == e.event.msg IN
  /\ CASE m.type = "MsgApp" -> AppendEntries(i, m.to, <<m.index + 1, m.index + 1 + m.entries>>)
       [] m.type = "MsgHeartbeat" -> Heartbeat(i, m.to)
       [] OTHER -> SendSnapshot(i, m.to, m.entries)
  /\ Sends(e, Range(Requests))
  /\ After(e)
Event_SendAppendEntriesResponse(e) ==
  IF e.event.msg.from = e.event.msg.to
    THEN AppendEntriesToSelf(e.event.nid) /\ Sends(e, {"MsgAppResp"}) /\ After(e)
    ELSE Answers(e, Range(Responses))
Event_ReceiveRequestVoteRequest(e) == Receives(e, {"MsgVote"})
Event_ReceiveRequestVoteResponse(e) == Receives(e, {"MsgVoteResp"})
Event_ReceiveAppendEntriesRequest(e) == Receives(e, {"MsgApp", "MsgHeartbeat"})
Event_ReceiveAppendEntriesResponse(e) == Receives(e, Range(Responses))
Event_ReceiveSnapshot(e) == Receives(e, {"MsgSnap"})

-----------------------------------------------------------------------------
(* Nodes *)
\* Before its first step a node tells how it came to its first state, line by line.
Told(e, line, term, length, joint) == LET i == e.event.nid  new == durableState[i] IN
  /\ told[i] = line /\ told' = [told EXCEPT ![i] = line + 1]
  /\ <<currentTerm[i], votedFor[i], Len(log[i]), commitIndex[i], config[i]>>
       = <<new.currentTerm, Nil, new.log, new.commitIndex, new.config>>
  /\ Says(e, term, Follower, Nil, length, length, joint)
  /\ Stays /\ Alone(e)
Event_InitState(e) == Told(e, 0, 0, 0, <<{}, {}>>) \/ (Restart(e.event.nid) /\ After(e) /\ Alone(e))
Event_Bootstrap(e) == Told(e, 3 + Cardinality(Members), 1, Cardinality(Members), <<Members, {}>>)
Event_BecomeFollower(e) ==
  \/ \E term \in {0, 1} : Told(e, 1 + term, term, 0, <<{}, {}>>)
  \/ Before(e) /\ Stays /\ Alone(e)
  \/ StepDownToFollower(e.event.nid) /\ After(e) /\ Alone(e)
Event_BecomeCandidate(e) == Timeout(e.event.nid) /\ After(e) /\ Alone(e)
Event_BecomeLeader(e) == BecomeLeader(e.event.nid) /\ After(e) /\ Alone(e)
Event_Replicate(e) == ClientRequest(e.event.nid, 0) /\ Before(e) /\ Alone(e)
Event_Commit(e) == AdvanceCommitIndex(e.event.nid) /\ After(e) /\ Alone(e)
Event_Ready(e) == Ready(e.event.nid) /\ After(e) /\ Alone(e)
Event_ReduceNextIndex(e) == Before(e) /\ Stays /\ Alone(e)
Event_ChangeConf(e) == LET i == e.event.nid  change == e.event.prop.cc.changes[1] IN
  /\ Before(e) /\ Alone(e)
  /\ CASE change.action = "AddNewServer" -> AddNewServer(i, change.nid)
       [] change.action = "AddLearner" -> AddLearner(i, change.nid)
       [] change.action = "RemoveServer" -> DeleteServer(i, change.nid)
Event_ApplyConfChange(e) == LET i == e.event.nid  now == Range(e.event.conf[1])  new == Range(e.event.prop.cc.newconf) IN
  \/ ApplySimpleConfChange(i) /\ Before(e) /\ Alone(e) /\ config'[i].jointConfig[1] = new
  \/ \E j \in Members \ now : new = now \union {j} /\ new \subseteq Members
       /\ Told(e, 3 + Cardinality(now), 1, Cardinality(Members), <<now, {}>>)
=============================================================================
