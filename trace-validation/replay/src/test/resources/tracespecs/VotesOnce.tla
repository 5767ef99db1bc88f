------------------------------ MODULE VotesOnce -------------------------------
(* What has been gone on from is kept in a register, too.                      *)
EXTENDS Votes, TLC

ASSUME TLCSet(1, {})

IsFirst == LET state == <<votes, l>>
           IN state \notin TLCGet(1) /\ TLCSet(1, TLCGet(1) \cup {state})

NextOnce == IsFirst /\ Next
===============================================================================
