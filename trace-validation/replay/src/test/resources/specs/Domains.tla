------------------------------- MODULE Domains -------------------------------
(* Actions whose arguments are in sets that are not listed, most without end. *)
EXTENDS Integers, Sequences, TLC

CONSTANT Node

VARIABLE x

None == 0

Init == x = "start"

Number(v) == x' = v
Few(v) == x' = v
Text(v) == x' = v
Reader(v) == x' = v
Queue(v) == x' = v
Message(v) == x' = v
Table(v) == x' = v
Row(v) == x' = v
Pair(v) == x' = v
Group(v) == x' = v
Short(v) == x' = v
Either(v) == x' = v
Other(v) == x' = v
OneOf(v) == x' = v
Anything(v) == x' = v
Linked(v) == x' = v
Small(v) == x' = v
Ones == x' = <<1, 1>>

Next ==
  \/ \E v \in Nat : Number(v)
  \/ \E v \in 0..3 : Few(v)
  \/ \E v \in STRING : Text(v)
  \/ \E v \in Node : Reader(v)
  \/ \E v \in Seq(0..2) : Queue(v)
  \/ \E v \in [entries : Seq(Int), to : {"a"}] : Message(v)
  \/ \E v \in [{"a", "b"} -> Nat] : Table(v)
  \/ \E v \in [1..2 -> Nat] : Row(v)
  \/ \E v \in Nat \X Seq(SUBSET STRING) : Pair(v)
  \/ \E v \in SUBSET Nat : Group(v)
  \/ \E v \in {s \in Seq(Nat) : Len(s) < 3} : Short(v)
  \/ \E v \in Seq({"b"}) \cup Nat : Either(v)
  \/ \E v \in Nat \ {7} : Other(v)
  \/ \E v \in UNION {Seq(Nat)} : OneOf(v)
  \/ \E v \in Any : Anything(v)
  \/ \E v \in [{<<1, 2>>} -> Nat] : Linked(v)
  \/ \E v \in {n \in 0..3 : n < 2} : Small(v)
  \/ Ones

==============================================================================
