---- MODULE Board ----
\* A step writes a number into one field. The trace says which fields have which number then, and
\* not which step it was. There is no row 0: writing there changes nothing.
EXTENDS Naturals, Sequences, Json, IOUtils

CONSTANTS Rows, Columns, Numbers

VARIABLES l, board

Log == ndJsonDeserialize(IOEnv.TRACE)

line == Log[l]

Init ==
    /\ l = 1
    /\ board = [r \in 1..Rows |-> [c \in 1..Columns |-> 0]]

Logged ==
    LET Told(r, c) == {i \in DOMAIN line : line[i].row = r /\ line[i].column = c} IN
    /\ l <= Len(Log)
    /\ l' = l + 1
    /\ board' = [r \in 1..Rows |-> [c \in 1..Columns |->
                    IF Told(r, c) = {} THEN board[r][c]
                    ELSE line[CHOOSE i \in Told(r, c) : TRUE].number]]

Write(r, c, n) == board' = [board EXCEPT ![r][c] = n]

TraceNext ==
    /\ Logged
    /\ \E r \in 0..Rows, c \in 1..Columns, n \in 0..Numbers : Write(r, c, n)

TraceSpec == Init /\ [][TraceNext]_<<l, board>>

Allowed == [][\E r \in 0..Rows, c \in 1..Columns, n \in 0..Numbers : Write(r, c, n)]_board

Matched == <>(l > Len(Log))
====
