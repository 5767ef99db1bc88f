----------------------------- MODULE PitfallsBind -----------------------------
EXTENDS Pitfalls
EventName(e) == e.is
Event_Count(e) == Count
Event_Dive(e) == Dive
===============================================================================
