------------------------------ MODULE Borrowed ------------------------------
(* Reads the log through a module whose variable has the name of another   *)
(* one here.                                                               *)
EXTENDS Naturals

VARIABLES l, x, y, one

Reader == INSTANCE BorrowedReader WITH x <- l

First == INSTANCE BorrowedReader WITH x <- one

Init == l = 1 /\ x = 0 /\ y = 0 /\ one = 1
Step ==
  /\ one' = one
  /\ Reader!More
  /\ y' = Reader!Line.y
  /\ y' > y
  /\ x' = x + 10
  /\ l' = l + 1
Next == First!Line.y = 1 /\ Step

Matched == <>~Reader!More
=============================================================================
