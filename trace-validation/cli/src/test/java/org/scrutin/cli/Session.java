package org.scrutin.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One call of the command, in this process.
 *
 * @param code the exit code
 * @param out what it printed
 * @param err what it said of failures
 */
record Session(int code, String out, String err) {

  static Session of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Scrutin.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Session(code, out.toString(), err.toString());
  }
}
