package org.scrutin.replay.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.scrutin.modelcheck.tlc.ModuleText;
import tla2sany.semantic.SemanticNode;
import tla2sany.st.Location;
import util.FilenameToStream;

/** The text of a specification, by location. */
final class SourceText {

  private static final Pattern COMMENT = Pattern.compile("\\\\\\*.*$|\\(\\*.*?\\*\\)");

  private final FilenameToStream resolver;
  private final Map<String, List<String>> modules = new TreeMap<>();

  SourceText(FilenameToStream resolver) {
    this.resolver = resolver;
  }

  /** The file's name and the line. */
  static String place(SemanticNode node) {
    Location at = node.getLocation();
    return at.source() + ".tla:" + at.beginLine();
  }

  /** The text of the node on one line, without comments. */
  String text(SemanticNode node) {
    Location at = node.getLocation();
    List<String> lines = modules.computeIfAbsent(at.source(), this::read);
    if (at.beginLine() < 1 || at.endLine() > lines.size()) {
      return node.toString();
    }
    StringBuilder text = new StringBuilder();
    for (int n = at.beginLine(); n <= at.endLine(); n++) {
      String line = lines.get(n - 1);
      int from = n == at.beginLine() ? at.beginColumn() - 1 : 0;
      int to = n == at.endLine() ? Math.min(line.length(), at.endColumn()) : line.length();
      String part = line.substring(Math.min(from, to), to);
      text.append(COMMENT.matcher(part).replaceAll("")).append(' ');
    }
    return SpecLoader.oneLine(text.toString());
  }

  private List<String> read(String module) {
    try {
      return ModuleText.lines(resolver.resolve(module, true).toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file, with the line on which a word stands first, if it does. */
  static String where(Path file, String word) {
    Pattern pattern = Pattern.compile("\\b" + Pattern.quote(word) + "\\b");
    try {
      List<String> lines = ModuleText.lines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (pattern.matcher(COMMENT.matcher(lines.get(i)).replaceAll("")).find()) {
          return file + ":" + (i + 1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }
}
