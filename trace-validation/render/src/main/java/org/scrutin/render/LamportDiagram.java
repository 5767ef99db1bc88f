package org.scrutin.render;

import java.nio.file.Path;
import java.util.List;

/**
 * The picture of a trace: a lane for each node, time to the right, an arrow for each message.
 * Immutable; the same trace and options give the same bytes.
 */
public final class LamportDiagram {

  private final Scene scene;
  private final DiagramOptions options;

  private LamportDiagram(Scene scene, DiagramOptions options) {
    this.scene = scene;
    this.options = options;
  }

  /**
   * Reads a trace from a file. It is read line by line, twice; only the window is kept.
   *
   * @throws TraceReadException if it cannot be read, is not as the format says, or lacks the event
   *     that the options name
   */
  public static LamportDiagram of(Path trace, DiagramOptions options) {
    return of(TraceSource.file(trace), options);
  }

  /**
   * Reads a trace from a text.
   *
   * @param name what error messages call it
   * @throws TraceReadException if it is not as the format says, or lacks the event that the options
   *     name
   */
  public static LamportDiagram of(String name, String trace, DiagramOptions options) {
    return of(TraceSource.text(name, trace), options);
  }

  private static LamportDiagram of(TraceSource source, DiagramOptions options) {
    Survey survey = Survey.of(source);
    options.rejection().ifPresent(rejected -> demand(source, survey, rejected.event()));
    if (options.window() instanceof Window.Around around) {
      demand(source, survey, around.event());
    }
    Scene scene = SceneBuilder.build(source, survey, ranges(survey, options));
    return new LamportDiagram(scene, options);
  }

  private static void demand(TraceSource source, Survey survey, long event) {
    if (event > survey.events()) {
      throw new TraceReadException(
          source.name() + ": there is no event " + event + "; the last one is " + survey.events());
    }
  }

  private static List<Window.Range> ranges(Survey survey, DiagramOptions options) {
    List<Window.Range> ranges = options.window().ranges(survey.events());
    if (options.rejection().isEmpty()) {
      return ranges;
    }
    long rejected = options.rejection().get().event();
    if (ranges.stream().anyMatch(range -> range.contains(rejected))) {
      return ranges;
    }
    long shown = ranges.stream().mapToLong(range -> range.last() - range.first() + 1).sum();
    return new Window.Around(rejected, (int) Math.max(1, shown / 2)).ranges(survey.events());
  }

  /** A well-formed SVG document, without an XML declaration, so that it can stand in a page. */
  public String svg() {
    return new DiagramPainter(scene, options).paint();
  }

  /** A page with the picture, and below it the events as a table. Needs nothing from outside. */
  public String html() {
    return html(List.of());
  }

  /** The same with parts of the specification, such as that which a step contradicts. */
  public String html(List<AnnotatedSpec> specification) {
    return DiagramPage.of(scene, options, svg(), specification);
  }
}
