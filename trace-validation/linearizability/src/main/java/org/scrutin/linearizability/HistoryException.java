package org.scrutin.linearizability;

/**
 * A history that cannot be read as one, or that has an operation its model does not know. The
 * message is one line: where, what is wrong, how to mend it.
 */
public final class HistoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Of the file, from 1; 0 if the message says where by itself. */
  private final int line;

  private final String problem;

  /** With the complete line for the user. */
  public HistoryException(String message) {
    this(message, 0, message);
  }

  private HistoryException(String message, int line, String problem) {
    super(message);
    this.line = line;
    this.problem = problem;
  }

  /** Of a line of a file, from 1. */
  static HistoryException at(String source, int line, String problem) {
    return new HistoryException(source + ":" + line + ": " + problem);
  }

  /** Of an operation, which may come from a file. */
  static HistoryException of(Operation operation, String problem) {
    int line = operation.line();
    return line > 0
        ? new HistoryException("line " + line + ": " + problem, line, problem)
        : new HistoryException("operation " + operation.call() + ": " + problem);
  }

  /** The same, of a history that was read from this file: file:line, what, how to mend it. */
  public HistoryException in(Object file) {
    return new HistoryException(file + (line > 0 ? ":" + line : "") + ": " + problem);
  }
}
