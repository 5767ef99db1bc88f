------------------------------ MODULE Borrowed ------------------------------
(* Reads the log through a module whose variable has the name of another   *)
(* one here.                                                               *)
EXTENDS Naturals

VARIABLES l, x, y

Reader == INSTANCE BorrowedReader WITH x <- l

Init == l = 1 /\ x = 0 /\ y = 0
Next == Reader!More /\ y' = Reader!Line.y /\ y' > y /\ x' = x + 10 /\ l' = l + 1

Matched == <>~Reader!More
=============================================================================
