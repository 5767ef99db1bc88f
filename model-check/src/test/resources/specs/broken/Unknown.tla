---- MODULE Unknown ----
VARIABLE x
Init == x = nowhere
Next == x' = x
====
