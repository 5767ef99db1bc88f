package org.scrutin.replay.engine;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scrutin.modelcheck.engine.SpecResolver;
import org.scrutin.modelcheck.tlc.SpecException;
import tlc2.tool.impl.FastTool;
import util.ToolIO;

/** Loads a specification quietly; what TLC has to say of a bad one becomes one line. */
final class SpecLoader {

  private static final Pattern PLACE =
      Pattern.compile("(?:at )?line (\\d+), col(?:umn)? (\\d+).*?(?:module|in module) (\\w+)");

  private SpecLoader() {}

  static FastTool load(String module, String config, SpecResolver resolver, Path scratch) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream quiet = new PrintStream(said, true, StandardCharsets.UTF_8);
    ToolIO.out = quiet;
    ToolIO.err = quiet;
    try {
      FastTool tool = new FastTool(scratch.toString(), module, config, resolver);
      return tool;
    } catch (RuntimeException | Error e) {
      throw new SpecException(diagnosis(module, said.toString(StandardCharsets.UTF_8), e));
    } finally {
      said.reset();
    }
  }

  private static String diagnosis(String module, String said, Throwable error) {
    String root = module.replaceFirst("^Replay_", "");
    String text = (said + "\n" + error.getMessage()).replace(module, root);
    Matcher place = PLACE.matcher(text.replaceAll("\\s+", " "));
    String where = place.find() ? place.group(3) + ".tla:" + place.group(1) : root;
    return where + ": " + oneLine(meat(text, error));
  }

  /** The sentence that says what is wrong, without the parser's log around it. */
  private static String meat(String text, Throwable error) {
    for (String mark :
        new String[] {
          "Lexical error", "Was expecting", "Could not parse", "Unknown operator", "Encountered"
        }) {
      int at = text.indexOf(mark);
      if (at >= 0) {
        return text.substring(at, Math.min(text.length(), at + 300)).split("\n\n", 2)[0];
      }
    }
    int errors = text.indexOf("*** Errors:");
    if (errors >= 0) {
      return text.substring(errors + 11, Math.min(text.length(), errors + 400));
    }
    return String.valueOf(error.getMessage());
  }

  static String oneLine(String text) {
    return String.valueOf(text).strip().replaceAll("\\s+", " ");
  }
}
