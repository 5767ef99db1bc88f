package org.scrutin.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Option;

/** What every subcommand has: JSON on demand, and a progress bar where somebody is looking. */
final class Output {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(new OptionalSerializer()))
          .build();

  /** What is absent is null. */
  private static final class OptionalSerializer extends StdSerializer<Optional<?>> {
    private static final long serialVersionUID = 1L;

    OptionalSerializer() {
      super(Optional.class, false);
    }

    @Override
    public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.orElse(null), out);
    }
  }

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  boolean isJson() {
    return json;
  }

  /** One JSON document on the standard output. */
  static void print(PrintWriter out, Object document) {
    try {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new AssertionError("a result is always JSON", e);
    }
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
