---- MODULE Light ----
\* A traffic light that may stay out of order for ever: a liveness failure.
VARIABLE colour
Init == colour = "red"
ToGreen == colour = "red" /\ colour' = "green"
ToRed == colour = "green" /\ colour' = "red"
Break == colour = "green" /\ colour' = "blinking"
Blink == colour = "blinking" /\ colour' = "dark"
Unblink == colour = "dark" /\ colour' = "blinking"
Next == ToGreen \/ ToRed \/ Break \/ Blink \/ Unblink
Spec == Init /\ [][Next]_colour /\ WF_colour(Next)
Known == colour \in {"red", "green", "blinking", "dark"}
AlwaysKnown == []Known
LeavesRed == colour = "red" ~> colour # "red"
GreenAgain == []<>(colour = "green")
SomeTimeDark == <>(colour = "dark")
====
