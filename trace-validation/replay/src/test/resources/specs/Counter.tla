------------------------------- MODULE Counter ------------------------------
EXTENDS Naturals
VARIABLES count, step

Size == count
Small == Size # 3 /\ step = 0
=============================================================================
