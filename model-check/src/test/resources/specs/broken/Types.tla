---- MODULE Types ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = x + 1
Wrong ==
  x < 3 \/ x = "three"
InitWrong == x = 0 /\ x = "zero"
NextWrong ==
  \/ x < 2 /\ x' = x + 1
  \/ x = 2 /\ x' = "a" + 1
Partial == x = 0 /\ UNCHANGED <<>>
NotFalse == x
Wrap == x' = (x + 1) % 2
Live == <>(x = 1 /\ x = "one")
NoInit == x = 0 /\ x = 1
====
