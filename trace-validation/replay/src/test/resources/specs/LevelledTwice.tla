---------------------------- MODULE LevelledTwice ----------------------------
EXTENDS LevelledBind
Event_Twice(e) == Count \cdot Count
===============================================================================
