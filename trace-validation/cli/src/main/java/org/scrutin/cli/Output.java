package org.scrutin.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.scrutin.render.JsonText;
import picocli.CommandLine.Option;

/** What every subcommand has: JSON on demand, and a progress bar where somebody is looking. */
final class Output {

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  boolean isJson() {
    return json;
  }

  /** One JSON document on the standard output. */
  static void print(PrintWriter out, Object document) {
    out.print(JsonText.of(document));
    out.flush();
  }

  /** A bar on a terminal; nothing where the output is piped, or JSON is asked for. */
  ProgressBar progress(String task, long max) {
    // The launcher asks the shell: System.console() says different things on different JDKs.
    boolean watched = Boolean.getBoolean("scrutin.terminal") && !json;
    ProgressBarBuilder bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(max)
            .setStyle(
                System.getenv("NO_COLOR") == null
                    ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                    : ProgressBarStyle.ASCII);
    if (!watched) {
      bar.setConsumer(new Nowhere());
    }
    return bar.build();
  }

  private static final class Nowhere implements me.tongfei.progressbar.ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return 0;
    }

    @Override
    public void accept(String rendered) {}

    @Override
    public void close() {}
  }
}
