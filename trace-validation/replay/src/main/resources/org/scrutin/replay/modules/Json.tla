-------------------------------- MODULE Json --------------------------------
(* Values as JSON and back. An object is a record, an array a sequence, a   *)
(* whole number of 32 bits a number, any other number its digits as a text, *)
(* null the text "null". The work is done in Java.                          *)
LOCAL INSTANCE TLC

ToJson(value) == Assert(FALSE, "ToJson is defined in Java")
ToJsonArray(value) == ToJson(value)
ToJsonObject(value) == ToJson(value)

\* The one JSON value of a file.
JsonDeserialize(file) == Assert(FALSE, "JsonDeserialize is defined in Java")

\* The sequence of the JSON values of a file, one a line.
ndJsonDeserialize(file) == Assert(FALSE, "ndJsonDeserialize is defined in Java")

\* Replay reads files and writes none.
JsonSerialize(file, value) == Assert(FALSE, "replay writes no files: JsonSerialize")
ndJsonSerialize(file, values) == Assert(FALSE, "replay writes no files: ndJsonSerialize")
=============================================================================
