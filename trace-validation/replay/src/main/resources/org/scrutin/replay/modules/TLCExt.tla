------------------------------- MODULE TLCExt -------------------------------
(* More ways to speak with the model checker.                               *)
LOCAL INSTANCE TLC

AssertEq(a, b) ==
  IF a = b THEN TRUE ELSE Print(<<"not equal:", a, b>>, FALSE)

\* Whether the expression ends in this error. (In Java.)
AssertError(message, expression) == Assert(FALSE, "AssertError is defined in Java")

\* Caches are left to TLC.
TLCNoOp(value) == value
TLCCache(expression, closure) == expression
TLCDefer(expression) == expression

\* A value of the register, or the default if it has none; and one that sets it as well. (In Java.)
TLCGetOrDefault(register, default) == Assert(FALSE, "TLCGetOrDefault is defined in Java")
TLCGetAndSet(register, op(_, _), value, default) ==
  LET old == TLCGetOrDefault(register, default)
  IN IF TLCSet(register, op(old, value)) THEN old ELSE old

TLCModelValue(name) == Assert(FALSE, "replay knows the model values of the configuration only")
PickSuccessor(expression) == Assert(FALSE, "replay asks nobody: PickSuccessor")
=============================================================================
