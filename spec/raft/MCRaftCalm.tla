----------------------------- MODULE MCRaftCalm -----------------------------
(***************************************************************************)
(* Raft when the weather is calm: does it come to a leader whom all know,  *)
(* and does what is proposed commit? And where links are cut for good:     *)
(* which of its parts are needed for that?                                 *)
(*                                                                         *)
(* CALM. A link that is not cut is reliable and FIFO. Heartbeats come      *)
(* before election timeouts, so one of these passes only when no message   *)
(* is under way and no leader reaches the server. They are random: of      *)
(* several servers that wait, nobody is first twice in a row. So no        *)
(* counter bounds a fair action: what holds is finite by itself.           *)
(***************************************************************************)
EXTENDS RaftBegin, TLC

CONSTANTS
  Cut,           \* The links that are cut in the beginning: pairs <<from, to>>.
  Heals,         \* BOOLEAN: whether all links are mended some time.
  MaxCrashes,    \* How often servers crash in all; as often may they restart,
  MaxRestarts,   \* but this bounds it further.
  MaxProposals,  \* How often clients propose in all.
  MaxTransfers   \* How often somebody asks a leader to hand over, in all.

VARIABLES
  cut,           \* The links that are cut now.
  latest,        \* Who was the last to stand for election, or None.
  budget         \* What is left of these bounds, and of MaxReads.

calmvars == <<vars, cut, latest, budget>>

\* How often clients ask to read in all. Here, never; a model may say otherwise.
MaxReads == 0
OneRead == 1

\* Numbers, so that cfg files can say so: server 3 does not hear the others; leader 1 is not told
\* anything; 1 and 3 do not hear each other.
NothingCut == {}
CutTo3 == {<<1, 3>>, <<2, 3>>}
CutTo1 == {<<2, 1>>, <<3, 1>>}
CutBetween1And3 == {<<1, 3>>, <<3, 1>>}

CalmSendable(S) == {m \in S : Link(m) \notin cut /\ m.to \in up}

\* Nothing is under way to a server that is up.
Quiet == \A m \in InFlight : m.to \notin up

Leading(i) == i \in up /\ state[i] = "Leader"

\* A leader reaches i, and is followed, or told that its term is over.
Reached(i) ==
  \E l \in Node :
    /\ l # i
    /\ Leading(l)
    /\ i \in Peers(l)
    /\ <<l, i>> \notin cut
    /\ currentTerm[l] >= currentTerm[i] \/ <<i, l>> \notin cut

\* Nobody is the first to stand twice in a row, if others wait for their timeouts, too.
MayStand(i) ==
  \/ latest # i
  \/ /\ \E l \in Node : Leading(l)
     /\ \A j \in up \ {i} : Leading(j) \/ Reached(j)

\* Servers that are up, and that can hear i and be heard by it.
Connected(i) == {j \in up : j = i \/ (<<i, j>> \notin cut /\ <<j, i>> \notin cut)}

-----------------------------------------------------------------------------

Rest == UNCHANGED <<cut, latest, budget>>

Spend(what) ==
  /\ budget[what] > 0
  /\ budget' = [budget EXCEPT ![what] = @ - 1]
  /\ UNCHANGED <<cut, latest>>

CalmTimeout(i) ==
  /\ Quiet
  /\ ~Reached(i)
  /\ MayStand(i)
  /\ Timeout(i)
  /\ latest' = i
  /\ UNCHANGED <<cut, budget>>

CalmDoubt(i) == ~Reached(i) /\ Doubt(i) /\ Rest

\* All who can have answered by now.
CalmCheckQuorum(i) == Connected(i) \cap Peers(i) \subseteq heard[i] /\ CheckQuorum(i) /\ Rest

CalmAbort(i) == AbortTransfer(i) /\ Rest

\* One request a link, all that the leader has, and not before it is answered.
CalmAppend(i, j) ==
  /\ <<i, j>> \notin DOMAIN network
  /\ <<j, i>> \notin DOMAIN network
  /\ j \in DOMAIN nextIndex[i]
  /\ j \in up
  /\ AppendEntries(i, j, LastIndex(log[i]))
  /\ Rest

\* In the place of entries that the leader no longer has.
CalmInstall(i, j) ==
  /\ <<i, j>> \notin DOMAIN network
  /\ <<j, i>> \notin DOMAIN network
  /\ j \in DOMAIN nextIndex[i]
  /\ j \in up
  /\ InstallSnapshot(i, j)
  /\ Rest

Handle(m) ==
  \/ HandleRequestPreVote(m) \/ HandleRequestPreVoteResponse(m)
  \/ HandleRequestVote(m) \/ HandleRequestVoteResponse(m)
  \/ HandleAppendEntries(m) \/ HandleAppendEntriesResponse(m)
  \/ HandleInstallSnapshot(m) \/ HandleTimeoutNow(m)

Receive(i, j) == (\E m \in Deliverable : Link(m) = <<i, j>> /\ Handle(m)) /\ Rest

Heal ==
  /\ Heals
  /\ cut # {}
  /\ cut' = {}
  /\ UNCHANGED <<vars, latest, budget>>

CalmNext ==
  \/ \E i \in Node :
       \/ CalmTimeout(i)
       \/ CalmDoubt(i)
       \/ CalmCheckQuorum(i)
       \/ CalmAbort(i)
       \/ Flush(i) /\ Rest
       \/ Restart(i) /\ Spend("restarts")
       \/ \E k \in LastIndex(disk[i].log)..LastIndex(log[i]) : Crash(i, k) /\ Spend("crashes")
       \/ \E v \in Value : Propose(i, v) /\ Spend("proposals")
       \/ \E r \in ReadName : ReadIndex(i, r) /\ Spend("reads")
       \/ \E j \in Node : TransferLeadership(i, j) /\ Spend("transfers")
       \/ \E k \in (log[i].snapshot.index + 1)..commitIndex[i] : Compact(i, k) /\ Rest
       \/ \E j \in Others(i) : CalmAppend(i, j) \/ CalmInstall(i, j) \/ Receive(i, j)
  \/ Heal

\* The servers, and the links that are not cut, do their work; the environment need not do anything.
\* An election timeout passes in the end, though a message may be under way again and again.
Fairness ==
  /\ \A i \in Node :
       /\ SF_calmvars(CalmTimeout(i))
       /\ WF_calmvars(CalmDoubt(i))
       /\ WF_calmvars(CalmCheckQuorum(i))
       /\ WF_calmvars(CalmAbort(i))
       /\ WF_calmvars(Flush(i) /\ Rest)
  /\ \A i \in Node : \A j \in Others(i) :
       /\ WF_calmvars(CalmAppend(i, j))
       /\ WF_calmvars(Receive(i, j))
       /\ Has("Snapshot") => WF_calmvars(CalmInstall(i, j))
  /\ WF_calmvars(Heal)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Where it begins.                                                        *)
(***************************************************************************)

Begin ==
  /\ cut = Cut
  /\ latest = None
  /\ budget = [crashes |-> MaxCrashes, restarts |-> MaxRestarts,
               proposals |-> MaxProposals, transfers |-> MaxTransfers, reads |-> MaxReads]

\* Nothing has happened yet.
CalmInit == Init /\ Begin

\* Whatever the past may have left on the disks, but for votes; and candidates that gave up hope.
Disks == {NewLog(NoSnapshot, es) : es \in {<< >>, <<Entry(1, None)>>, <<Entry(2, None)>>}}
InitLogs(terms, logs) ==
  /\ \E ts \in terms : \E ls \in logs :
       /\ \A i \in Node : LastTerm(ls[i]) <= ts[i]
       /\ Begins([i \in Node |-> Server(ts[i], None, ls[i])], EmptyNetwork)
  /\ Begin

InitAnyDisk == InitLogs([Node -> 1..2], [Node -> Disks])

\* Servers 1 and 2 have put a snapshot in the place of an entry that server 3 lacks, or has another for.
Compacted1 == NewLog([index |-> 1, term |-> 2, digest |-> <<Entry(2, None)>>], << >>)
InitCompacted ==
  InitLogs({[i \in Node |-> 2]},
           {[i \in Node |-> IF i = 3 THEN l ELSE Compacted1] :
             l \in {NewLog(NoSnapshot, es) : es \in {<< >>, <<Entry(1, None), Entry(1, None)>>}}})

\* All have the same entry of term 1, and nobody leads.
InitSameDisk ==
  /\ InitAnyDisk
  /\ currentTerm = [i \in Node |-> 1]
  /\ log = [i \in Node |-> NewLog(NoSnapshot, <<Entry(1, None)>>)]

\* Server 1 leads term 1, server 2 knows that and has answered. So has server 3, if it follows; or
\* it stands for the same term and has not heard of the leader; or it is ahead, in term 2.
Follows(i, answered) ==
  [Led(Server(1, 1, EmptyLog), i, 1, 0) EXCEPT
     !.heard = IF i = 1 /\ Has("CheckQuorum") THEN answered ELSE {}]
InitWith(three, answered) ==
  /\ Begins([i \in Node |-> IF i = 3 THEN three ELSE Follows(i, answered)], EmptyNetwork)
  /\ Begin

InitFollows == InitWith(Follows(3, {}), {2, 3})
InitStands == InitWith([Server(1, 3, EmptyLog) EXCEPT !.state = "Candidate", !.votes = {3}], {2})
InitAhead == InitWith(Server(2, None, EmptyLog), {2})

CalmSpec == CalmInit /\ [][CalmNext]_calmvars /\ Fairness
AnyDiskSpec == InitAnyDisk /\ [][CalmNext]_calmvars /\ Fairness
CompactedSpec == InitCompacted /\ [][CalmNext]_calmvars /\ Fairness

SameDiskSpec == InitSameDisk /\ [][CalmNext]_calmvars /\ Fairness
LedSpec == InitFollows /\ [][CalmNext]_calmvars /\ Fairness
StandsSpec == InitStands /\ [][CalmNext]_calmvars /\ Fairness
AheadSpec == InitAhead /\ [][CalmNext]_calmvars /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* What is promised.                                                       *)
(***************************************************************************)

\* "With a majority up, a leader is known to all that are up."
Stable == \E l \in up : \A i \in up : leader[i] = l /\ currentTerm[i] = currentTerm[l]
StableIfQuorum == IsQuorum(up) => Stable
EventuallyStable == <>[]StableIfQuorum

\* "And all that is in its log is committed, and known to be, by all that are up."
CommittedIfQuorum ==
  IsQuorum(up) => \A i, j \in up :
    History(log[i]) = History(log[j]) /\ commitIndex[i] = LastIndex(log[i])
EventuallyCommitted == <>[]CommittedIfQuorum

\* "What is proposed to a leader that stays is committed by all." In models without crashes.
Proposed == \E i \in Node : \E k \in 1..LastIndex(log[i]) : History(log[i])[k].value \in Value
KnownToAll == \A i \in Node : \E k \in 1..commitIndex[i] : History(log[i])[k].value \in Value
ProposalsCommit == Proposed ~> KnownToAll

\* "What a leader is asked to read is answered", if it stays.
ReadsAreAnswered == \A i \in Node : reads[i] # {} ~> reads[i] = {}

\* "A majority whose members all hear each other comes to a leader that commits." Whatever is cut.
WellLed(l) ==
  /\ Leading(l)
  /\ IsQuorum(Connected(l))
  /\ commitIndex[l] = LastIndex(log[l])
SomeWellLed == \E l \in Node : WellLed(l)
EventuallyWellLed == <>[]SomeWellLed

\* "A leader in touch with a majority is not deposed", unless it has asked for it by handing over, or is
\* one that leaves.
NotDeposed ==
  [][\A i \in up \cap up' :
       (/\ state[i] = "Leader"
        /\ transferee[i] = None
        /\ ~HasLeft(i)
        /\ QuorumFor(i, Connected(i)))
       => state'[i] = "Leader"]_calmvars

\* "Who stands for election could win it": with PreVote, terms do not rise for nothing.
StandsToWin ==
  [][\A i \in up : (state'[i] = "Candidate" /\ currentTerm'[i] > currentTerm[i]) =>
       IsQuorum({j \in Node : UpToDate(LastTerm(log[i]), LastIndex(log[i]), log[j])})]_calmvars

=============================================================================
