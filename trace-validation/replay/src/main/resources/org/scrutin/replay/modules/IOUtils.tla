------------------------------ MODULE IOUtils -------------------------------
(* What surrounds the process: its environment, a record of texts.          *)
LOCAL INSTANCE TLC

IOEnv == Assert(FALSE, "IOEnv is defined in Java")

\* The number that a text says.
atoi(text) == Assert(FALSE, "atoi is defined in Java")

\* The number in decimal digits, with zeros before it up to a length.
zeroPadN(number, length) == Assert(FALSE, "zeroPadN is defined in Java")

\* Replay starts no other programs, and writes no files.
IOExec(command) == Assert(FALSE, "replay starts no programs: IOExec")
IOExecTemplate(command, parameters) == Assert(FALSE, "replay starts no programs: IOExecTemplate")
IOEnvExec(env, command) == Assert(FALSE, "replay starts no programs: IOEnvExec")
IOEnvExecTemplate(env, command, parameters) ==
  Assert(FALSE, "replay starts no programs: IOEnvExecTemplate")
IOSerialize(value, file, compress) == Assert(FALSE, "replay writes no files: IOSerialize")
IODeserialize(file, compressed) == Assert(FALSE, "replay reads traces only: IODeserialize")
Serialize(value, file, options) == Assert(FALSE, "replay writes no files: Serialize")
Deserialize(file, options) == Assert(FALSE, "replay reads traces only: Deserialize")
=============================================================================
