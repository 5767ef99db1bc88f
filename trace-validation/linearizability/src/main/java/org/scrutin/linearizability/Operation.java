package org.scrutin.linearizability;

/**
 * What one client asked for, and what it got. Values are {@link Long}, {@link Double}, {@link
 * String}, {@link Boolean}, {@link Keyword}, {@link Nil} or lists, sets and maps of these.
 *
 * @param process the client, which does one thing at a time
 * @param f what is asked for, such as {@code read}
 * @param input the value of the call
 * @param output the value of the return; {@link Nil} where there is none
 * @param status how it ended
 * @param call the position of the call in the history, from 0
 * @param ret the position of the return; {@link #NEVER} for {@link Status#INFO}
 * @param line the line of the file with the call, from 1; 0 where there is no file
 * @param returnLine the line with the return; 0 where there is none
 */
public record Operation(
    long process,
    String f,
    Object input,
    Object output,
    Status status,
    int call,
    int ret,
    int line,
    int returnLine) {

  /** The return of an operation whose end nobody knows. */
  public static final int NEVER = Integer.MAX_VALUE;

  /** Refuses an operation that returns before its call. */
  public Operation {
    if (call < 0 || ret <= call) {
      throw new IllegalArgumentException(
          "an operation returns after its call: call " + call + ", return " + ret);
    }
    if (status == Status.INFO && ret != NEVER) {
      throw new IllegalArgumentException("an operation with an unknown end has no return");
    }
  }

  /** Without the line of its return. */
  public Operation(
      long process,
      String f,
      Object input,
      Object output,
      Status status,
      int call,
      int ret,
      int line) {
    this(process, f, input, output, status, call, ret, line, 0);
  }

  /** The same with other values. */
  Operation with(Object otherInput, Object otherOutput) {
    return new Operation(process, f, otherInput, otherOutput, status, call, ret, line, returnLine);
  }

  /** Whether its end is unknown. */
  public boolean crashed() {
    return status == Status.INFO;
  }

  @Override
  public String toString() {
    String said = input.equals(Nil.NIL) ? f : f + " " + input;
    String got = crashed() ? " -> ?" : output.equals(input) ? "" : " -> " + output;
    return "process " + process + ": " + said + got + (status == Status.FAIL ? " (failed)" : "");
  }
}
