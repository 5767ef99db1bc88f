---------------------------- MODULE MutantsGrants ---------------------------
(***************************************************************************)
(* Faulty ways to keep the contract. Each is caught by one property.       *)
(***************************************************************************)
EXTENDS MCGrants

\* Leadership is granted before the epoch is on the disk.
GrantBeforeDurable(d, e) == TRUE

\* Leadership is granted before the first entry of the epoch is committed.
GrantUncommitted(f) == TRUE

\* Leadership is granted without a lease: to who hears late of its election, and was replaced long ago.
GrantWithoutLease(t, l) == TRUE

\* The loss of leadership is taken for a pause, and the same token is granted again.
LoseForAWhile(n) ==
  /\ Elected(n)
  /\ role' = [role EXCEPT ![n] = "Elected"]
  /\ UNCHANGED <<won, epoch, disk, first, lease, clock>>
  /\ Listening

\* A crash loses what is on the disk.
CrashOfTheDisk(n) ==
  /\ Up(n)
  /\ Nothing(n, "Down")
  /\ epoch' = [epoch EXCEPT ![n] = 0]
  /\ disk' = [disk EXCEPT ![n] = 0]
  /\ clock' = [clock EXCEPT ![n] = Start]
  /\ told' = [told EXCEPT ![n] = << >>]
  /\ busy' = [busy EXCEPT ![n] = {}]
  /\ UNCHANGED won

\* A process ends in a state that is none.
CrashIntoNowhere(n) ==
  /\ Up(n)
  /\ Nothing(n, "Gone")
  /\ UNCHANGED <<won, epoch, disk, clock, told, busy>>

\* A node that was paused answers before it looks at its clock.
AnswerLate(n, t) == role[n] = "Leader"

\* A node that hands over says that it leads.
AnswerWhileHandingOver(n, t) == Holds(role[n]) /\ Earlier(t, lease[n])

\* A lease begins when a quorum has answered, and not when it was asked.
LeaseFromAnswer(n) == Now

\* A lease that has run out is renewed.
ReviveLease(n, t) == TRUE

\* A leader goes on as before when it has asked its successor to stand.
LeadAfterRelease(n) ==
  /\ role[n] = "HandingOver"
  /\ role' = [role EXCEPT ![n] = "Leader"]
  /\ UNCHANGED <<won, epoch, disk, first, lease, clock>>
  /\ Listening

\* A listener is told of a new grant in place of the end of the old one.
TellTheLatest(n, l) ==
  IF Held(n) = 0 THEN [type |-> "Revoked", token |-> told[n][l]]
  ELSE [type |-> "Granted", token |-> Held(n)]
ToldTheLatest(n, l) == Held(n)

\* The end of a grant is told with the token of the next.
RevokeTheNext(n, l) ==
  IF told[n][l] # 0 THEN [type |-> "Revoked", token |-> epoch[n]]
  ELSE [type |-> "Granted", token |-> Held(n)]

\* A listener is told of its grant again and again.
TellAgain(n, l) == told[n][l] # Held(n) \/ Held(n) # 0
ToldAgain(n, l) == [type |-> IF Held(n) = 0 THEN "Revoked" ELSE "Granted",
                    token |-> IF Held(n) = 0 THEN told[n][l] ELSE Held(n)]

\* A listener is told when the node is elected.
Hoped(n) == IF Elected(n) THEN epoch[n] ELSE 0
OweElected(n, l) == told[n][l] # Hoped(n)
TellElected(n, l) ==
  IF told[n][l] # 0 THEN [type |-> "Revoked", token |-> told[n][l]]
  ELSE [type |-> "Granted", token |-> Hoped(n)]
ToldElected(n, l) == IF told[n][l] # 0 THEN 0 ELSE Hoped(n)

\* The end of a grant is forgotten when the node is elected again before it was told.
WinForgetful(n, e) ==
  /\ Up(n)
  /\ e > epoch[n]
  /\ e \notin won
  /\ won' = won \cup {e}
  /\ epoch' = [epoch EXCEPT ![n] = e]
  /\ Nothing(n, "Elected")
  /\ told' = [told EXCEPT ![n] = [l \in DOMAIN @ |-> 0]]
  /\ UNCHANGED <<disk, clock, busy>>

\* A callback does not wait for the one before.
Overlap(n, l) == TRUE

\* A callback waits for those of all others.
WaitForAll(n, l) == busy[n] = {}

\* The end of a grant is not told.
TellGrantsOnly(n, l) == told[n][l] = 0 /\ Held(n) # 0

\* A resource takes the token before the newest, too.
AcceptTheLast(token) == token + 1 >= accepted

\* A node that asks for an election does so though all is well.
StandAlways(n) == Elect(n)

=============================================================================
