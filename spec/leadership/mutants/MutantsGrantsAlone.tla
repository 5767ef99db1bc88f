------------------------- MODULE MutantsGrantsAlone -------------------------
(***************************************************************************)
(* Faulty ways of one node to keep the contract, whatever it is told.      *)
(***************************************************************************)
EXTENDS MCGrantsAlone

\* Leadership is granted before the node hears that its first entry is committed.
GrantUnready(f) == TRUE

\* A node takes an old reading of its clock for a new one.
TurnBackClock(n, t) == TRUE

\* A listener believes in the new grant before it was told the end of the old one.
BelieveTheLatest(n, l) == Held(n)

\* A listener believes in an election.
Hoped(n) == IF Elected(n) THEN epoch[n] ELSE 0
HopeOwed(n, l) == told[n][l] # Hoped(n)
HopeNotice(n, l) ==
  IF told[n][l] # 0 THEN [type |-> "Revoked", token |-> told[n][l]]
  ELSE [type |-> "Granted", token |-> Hoped(n)]
HopeTold(n, l) == IF told[n][l] # 0 THEN 0 ELSE Hoped(n)

\* A node whose process ends keeps an epoch that is not on its disk.
CrashIntoNowhere(n) == Up(n) /\ Nothing(n, "Gone") /\ UNCHANGED <<won, epoch, disk, clock, told, busy>>

=============================================================================
