package org.scrutin.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.IntSupplier;
import org.scrutin.linearizability.HistoryException;
import org.scrutin.modelcheck.tlc.SpecException;
import org.scrutin.node.PortInUseException;
import org.scrutin.node.config.ConfigException;
import org.scrutin.node.disk.NodeFolderException;
import org.scrutin.node.observe.TraceLostException;
import org.scrutin.node.transport.TransportException;
import org.scrutin.render.TraceReadException;
import org.scrutin.replay.TraceException;
import org.scrutin.storage.CorruptJournalException;
import org.scrutin.storage.FolderInUseException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * From exceptions to exit codes. Bad use and bad input get one line; what is left is a defect of
 * Scrutin, which gets its stack trace and the verdict "undecided": never the exit code of a
 * violation.
 */
final class Failures {

  /** What the modules throw at bad input: their messages are complete lines for the user. */
  private static final List<Class<? extends Exception>> INPUT_ERRORS =
      List.of(
          SpecException.class,
          HistoryException.class,
          TraceException.class,
          TraceReadException.class,
          ConfigException.class,
          NodeFolderException.class,
          FolderInUseException.class,
          CorruptJournalException.class,
          TraceLostException.class,
          TransportException.class,
          PortInUseException.class);

  private Failures() {}

  static int badUse(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String hint = "; see " + name + " --help";
    command.getErr().println(name + ": " + oneLine(failure) + hint);
    return ExitCode.BAD_INPUT;
  }

  static int whileRunning(Exception failure, CommandLine command, ParseResult parsed) {
    return whileRunning(failure, command);
  }

  /** Tells what went wrong; the exit code. */
  static int whileRunning(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    if (INPUT_ERRORS.stream().anyMatch(type -> type.isInstance(failure))) {
      err.println(name + ": " + oneLine(failure));
      return ExitCode.BAD_INPUT;
    }
    if (ofFiles(failure) instanceof FileSystemException file) {
      err.println(name + ": " + file.getFile() + ": " + reason(file));
      return ExitCode.BAD_INPUT;
    }
    if (ofFiles(failure) instanceof IOException broken) {
      err.println(name + ": reading or writing failed: " + broken.getMessage());
      return ExitCode.UNDECIDED;
    }
    err.println(name + ": a defect in Scrutin, please report it with these lines:");
    failure.printStackTrace(err);
    return ExitCode.UNDECIDED;
  }

  /** Writes a file. */
  interface Writing {
    void go() throws IOException;
  }

  /**
   * Writes a file that was asked for besides, after what was found is told: whatever goes wrong
   * with it must not hide that.
   *
   * @param found the exit code so far
   * @return the worse of it and that of what went wrong
   */
  static int writing(int found, CommandLine command, Writing file) {
    try {
      file.go();
      return found;
    } catch (IOException | RuntimeException broken) {
      return ExitCode.worse(found, whileRunning(broken, command));
    } catch (OutOfMemoryError | StackOverflowError full) {
      String name = command.getCommandSpec().qualifiedName();
      command.getErr().println(name + ": what is to be written does not fit into memory: " + full);
      return ExitCode.worse(found, ExitCode.UNDECIDED);
    }
  }

  private static Throwable ofFiles(Exception failure) {
    return failure instanceof UncheckedIOException ? failure.getCause() : failure;
  }

  /** The JDK says which file, and often only by the kind of the exception what is wrong with it. */
  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file, or no such folder to write it to";
    }
    if (failure instanceof AccessDeniedException) {
      return "access denied; change its permissions, or name another";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "this is a file where a folder is due; name another";
    }
    return String.valueOf(failure.getReason()) + "; name another file";
  }

  /** Errors (no memory, a deep recursion) pass by picocli; the JVM would end with the code 1. */
  static int guarded(IntSupplier execution, PrintStream err) {
    try {
      return execution.getAsInt();
    } catch (Error failure) {
      tell(failure, err);
      return ExitCode.UNDECIDED;
    }
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // There is nobody left to tell.
  private static void tell(Error failure, PrintStream err) {
    try {
      err.println("scrutin: stopped by " + failure);
      failure.printStackTrace(err);
    } catch (OutOfMemoryError silent) {
      // Another thread uses up what there is: nothing more can be said, but by the exit code.
      Runtime.getRuntime().halt(ExitCode.UNDECIDED);
    }
  }

  private static String oneLine(Exception failure) {
    return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
