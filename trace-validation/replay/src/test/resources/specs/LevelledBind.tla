----------------------------- MODULE LevelledBind -----------------------------
EXTENDS Levelled
EventName(e) == e.is
Event_Count(e) == Count
Event_Stay(e) == UNCHANGED <<x, y>>
Event_Remember(e) == Remember
===============================================================================
