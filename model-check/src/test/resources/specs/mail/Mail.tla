---- MODULE Mail ----
\* Letters on their way: whom they may reach depends on the state.
EXTENDS Naturals
VARIABLES letters, read
Init == letters = {} /\ read = 0
Send == letters = {} /\ read = 0 /\ letters' = {1, 2} /\ UNCHANGED read
Read(l, by) == letters' = letters \ {l} /\ read' = read + 1
Burn(l) == read > 5 /\ letters' = letters \ {l} /\ UNCHANGED read
Next ==
  \/ Send
  \/ \E l \in letters :
       Read(l, "me")
  \/ \E l \in letters : Burn(l)
  \/ \E l \in letters : l = 3 /\ UNCHANGED <<letters, read>>
ReadOne == read < 2
====
