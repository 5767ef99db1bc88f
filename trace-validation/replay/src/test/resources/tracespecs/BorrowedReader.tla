--------------------------- MODULE BorrowedReader ---------------------------
EXTENDS Naturals, Sequences, Json, IOUtils

VARIABLE x

Log == ndJsonDeserialize(IOEnv.TRACE)
Line == Log[x]
More == x <= Len(Log)
=============================================================================
