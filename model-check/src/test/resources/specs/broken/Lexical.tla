---- MODULE Lexical ----
VARIABLE x
Init == x = 0
Next == x' = ? + "
====
