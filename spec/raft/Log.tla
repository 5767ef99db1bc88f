--------------------------------- MODULE Log --------------------------------
(***************************************************************************)
(* A log: a snapshot, which stands for the first entries, and the entries  *)
(* after it. Without a snapshot these are all. An entry is named by its    *)
(* index, which a snapshot does not change.                                *)
(***************************************************************************)
EXTENDS Naturals, Sequences

Max(a, b) == IF a > b THEN a ELSE b
Min(a, b) == IF a < b THEN a ELSE b

\* The digest of a log that has one more entry. It tells logs apart; here it is the entries themselves.
NoDigest == << >>
Digest(d, e) == Append(d, e)

\* For replay: a number. Values are numbers there, but for v, that of an entry without a command.
NoDigestNumber == 0
DigestNumber(d, e) == (1009 * d + 31 * (e.term % 30011) + (IF e.value \in Nat THEN e.value % 1000003 ELSE 17)) % 1000003

Entry(t, v) == [term |-> t, value |-> v]

NoSnapshot == [index |-> 0, term |-> 0, digest |-> NoDigest]

\* The log of the entries es after snapshot s.
NewLog(s, es) == [snapshot |-> s, entries |-> es]
EmptyLog == NewLog(NoSnapshot, << >>)

LastIndex(l) == l.snapshot.index + Len(l.entries)

\* Entry k, after the snapshot.
EntryAt(l, k) == l.entries[k - l.snapshot.index]

\* The term of entry k, or of the snapshot's last; 0 before the first entry.
TermAt(l, k) == IF k = l.snapshot.index THEN l.snapshot.term ELSE EntryAt(l, k).term

LastTerm(l) == TermAt(l, LastIndex(l))

\* The entries after k, up to n.
EntriesAfter(l, k, n) == SubSeq(l.entries, k - l.snapshot.index + 1, n - l.snapshot.index)

\* The log without what follows entry k.
UpTo(l, k) == [l EXCEPT !.entries = EntriesAfter(l, l.snapshot.index, k)]

Appended(l, e) == [l EXCEPT !.entries = Append(@, e)]

\* Whether the log has had entry k of term t. What the snapshot stands for was committed, so it has.
Holds(l, k, t) == k < l.snapshot.index \/ (k <= LastIndex(l) /\ TermAt(l, k) = t)

\* The log with the entries es after entry k. What follows is kept if it agrees: es may be old.
Merged(l, k, es) ==
  LET p == Max(k, l.snapshot.index)
      new == SubSeq(es, p - k + 1, Len(es)) IN
  IF /\ p + Len(new) <= LastIndex(l)
     /\ \A n \in 1..Len(new) : TermAt(l, p + n) = new[n].term
  THEN l
  ELSE [l EXCEPT !.entries = EntriesAfter(l, l.snapshot.index, p) \o new]

\* Whether a log that ends with the entry <<index, term>> is at least as up to date as l (3.6.1).
UpToDate(term, index, l) ==
  term > LastTerm(l) \/ (term = LastTerm(l) /\ index >= LastIndex(l))

\* In halves, the first before the second: es may be so long that a simple recursion is too deep.
RECURSIVE DigestOf(_, _)
DigestOf(d, es) ==
  IF Len(es) = 0 THEN d
  ELSE IF Len(es) = 1 THEN Digest(d, es[1])
  ELSE LET half == Len(es) \div 2 IN
    CHOOSE r \in {DigestOf(first, SubSeq(es, half + 1, Len(es))) :
                     first \in {DigestOf(d, SubSeq(es, 1, half))}} : TRUE

\* The digest of all entries up to k, which the snapshot does not pass.
DigestAt(l, k) == DigestOf(l.snapshot.digest, EntriesAfter(l, l.snapshot.index, k))

\* The log whose snapshot stands for all up to entry k.
Compacted(l, k) ==
  NewLog([index |-> k, term |-> TermAt(l, k), digest |-> DigestAt(l, k)],
         EntriesAfter(l, k, LastIndex(l)))

\* Whether two logs are the same from entry n + 1 up to entry k, as far as both still hold them. Of what
\* a snapshot stands for there is only the digest.
SameBetween(a, b, n, k) ==
  LET s == Max(a.snapshot.index, b.snapshot.index) IN
  /\ (n < s /\ s <= k) => DigestAt(a, s) = DigestAt(b, s)
  /\ EntriesAfter(a, Max(n, s), k) = EntriesAfter(b, Max(n, s), k)

\* All entries that there ever were; only where the digest is the entries themselves.
History(l) == l.snapshot.digest \o l.entries

\* Whether two logs are the same up to entry k.
SameUpTo(a, b, k) == SubSeq(History(a), 1, k) = SubSeq(History(b), 1, k)

\* For replay, where the digest is a number.
SameAsFarAsKnown(a, b, k) == SameBetween(a, b, 0, k)

=============================================================================
