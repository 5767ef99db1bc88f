---------------------------- MODULE MCGrantsAlone ---------------------------
(***************************************************************************)
(* What TLC needs to check Grants alone: few epochs and readings of the    *)
(* clock. Any input may come at any time, as a test has it with the core.  *)
(***************************************************************************)
EXTENDS Grants

CONSTANTS
  MaxEpoch,
  MaxReading

MCNumbers == 1..MaxEpoch
MCReadings == 0..MaxReading

TypeOK ==
  /\ \A n \in Node : role[n] \in {"Down", "Idle", "Elected", "Leader", "HandingOver"}
  /\ \A n \in Node : epoch[n] \in 0..MaxEpoch /\ disk[n] \in 0..epoch[n]
  /\ \A n \in Node : first[n] \in BOOLEAN /\ lease[n] \in 0..(MaxReading + Lease)
  /\ \A n \in Node : clock[n] \in MCReadings
  /\ \A n \in Node : DOMAIN told[n] \subseteq Listener /\ busy[n] \subseteq Listener
  /\ won \subseteq MCNumbers

=============================================================================
