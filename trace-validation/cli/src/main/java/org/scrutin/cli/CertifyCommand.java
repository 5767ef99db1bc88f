package org.scrutin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.scrutin.fuzz.Campaign;
import org.scrutin.fuzz.CampaignResult;
import org.scrutin.modelcheck.Manifest;
import org.scrutin.modelcheck.Model;
import org.scrutin.modelcheck.ModelChecker;
import org.scrutin.modelcheck.ModelResult;
import org.scrutin.modelcheck.Suite;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.render.Certificate;
import org.scrutin.render.CertificatePage;
import org.scrutin.render.Counted;
import org.scrutin.render.JsonText;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code scrutin certify}: the main job. */
@Command(
    name = "certify",
    description =
        "Model-check the specifications, run the implementation under faults, replay each run, and"
            + " write target/certificate/: what was shown, and what was not.",
    mixinStandardHelpOptions = true)
final class CertifyCommand implements Callable<Integer> {

  private static final int QUICK_RUNS = 1_000;
  private static final int FULL_RUNS = 20_000;
  private static final long STEPS = 150;
  private static final String JSON = "certificate.json";
  private static final String PAGE = "index.html";

  @Spec private CommandSpec spec;
  @Mixin private Output output;
  @ArgGroup private Depth depth = new Depth();

  static final class Depth {
    @Option(names = "--quick", description = "The default: a few minutes.")
    private boolean quick;

    @Option(names = "--full", description = "Larger models and 20 times the runs.")
    private boolean full;

    boolean isFull() {
      return full && !quick;
    }
  }

  @Parameters(
      paramLabel = "ALGORITHM",
      arity = "0..*",
      completionCandidates = AlgorithmName.class,
      description = "Of ${COMPLETION-CANDIDATES}; all if none is given.")
  private List<String> algorithms = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs of each algorithm, at least 2; 1,000, or 20,000 with --full.")
  private Optional<Integer> runs = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      defaultValue = "target/certificate",
      description = "Where the certificate goes; ${DEFAULT-VALUE}.")
  private Path folder;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (runs.isPresent() && runs.get() < 2) {
      throw new ParameterException(
          spec.commandLine(), "--runs must be at least 2, not " + runs.get());
    }
    List<Algorithm> chosen = chosen();
    Files.createDirectories(folder); // Now: a bad name should not be told after minutes.
    SpecLibrary library = SpecLibrary.bundled();
    List<Model> models = models(library, chosen);
    removeFormer(folder);
    List<ModelResult> results = check(library, models);
    List<List<CampaignResult>> judged = run(library, chosen);
    Certificate certificate = Certification.of(chosen, models, results, judged);
    List<CampaignResult.Failure> failures =
        judged.stream().flatMap(List::stream).flatMap(r -> r.firstFailure().stream()).toList();
    tell(certificate, failures);
    int found =
        switch (certificate.verdict()) {
          case HOLDS -> ExitCode.HOLDS;
          case VIOLATED -> ExitCode.VIOLATION;
          case UNDECIDED -> ExitCode.UNDECIDED;
        };
    return save(certificate, failures, found);
  }

  /** What a run that is interrupted leaves must not say what another one has shown. */
  static void removeFormer(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(JSON));
    Files.deleteIfExists(folder.resolve(PAGE));
  }

  private void tell(Certificate certificate, List<CampaignResult.Failure> failures) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      out.print(JsonText.of(certificate));
    } else {
      CertificateTable.print(out, certificate);
      for (CampaignResult.Failure failure : failures) {
        out.println("not conforming: " + failure.run().command());
        out.println(failure.why());
      }
    }
    out.flush();
  }

  /** Says what was written. */
  private void tell(String what) {
    if (!output.isJson()) {
      spec.commandLine().getOut().println(what);
    }
  }

  /** The traces of runs that do not conform, and the certificate; the exit code after that. */
  private int save(Certificate certificate, List<CampaignResult.Failure> failures, int found) {
    int worst = found;
    for (CampaignResult.Failure failure : failures) {
      worst =
          Failures.writing(
              worst,
              spec.commandLine(),
              () -> FailedRun.save(failure.run(), folder).forEach(this::tell));
    }
    worst =
        Failures.writing(
            worst,
            spec.commandLine(),
            () -> Files.writeString(folder.resolve(JSON), JsonText.of(certificate)));
    return Failures.writing(
        worst,
        spec.commandLine(),
        () -> {
          Path page = folder.resolve(PAGE);
          Files.writeString(page, CertificatePage.of(certificate));
          tell("certificate: " + page);
        });
  }

  /** Read here: of a bad name among several arguments picocli says nothing. */
  private List<Algorithm> chosen() {
    if (algorithms.isEmpty()) {
      return Algorithms.all();
    }
    try {
      return algorithms.stream().map(new AlgorithmName()::convert).toList();
    } catch (TypeConversionException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /**
   * The models that speak of one of the chosen algorithms. What services are promised is left to
   * certificates of all and to full ones: one of Raft alone should not take longer for it.
   */
  private List<Model> models(SpecLibrary library, List<Algorithm> chosen) {
    Manifest manifest = Manifest.of(library);
    List<Model> models = new ArrayList<>();
    boolean whole = depth.isFull() || algorithms.isEmpty();
    for (Model model : manifest.suite(depth.isFull() ? Suite.FULL : Suite.QUICK)) {
      boolean counts = whole || !Certification.isOfContract(model);
      if (counts
          && chosen.stream().anyMatch(algorithm -> Certification.concerns(model, algorithm))) {
        models.add(model);
      }
    }
    return models;
  }

  private List<ModelResult> check(SpecLibrary library, List<Model> models)
      throws InterruptedException {
    ModelChecker checker = new ModelChecker(library, ModelChecker.Settings.defaults());
    say("checking %s with TLC …", Counted.of(models.size(), "model"));
    try (ProgressBar bar = output.progress("models", models.size())) {
      return checker.check(models, new ModelBar(bar));
    }
  }

  private List<List<CampaignResult>> run(SpecLibrary library, List<Algorithm> chosen)
      throws InterruptedException {
    int count = runs.orElse(depth.isFull() ? FULL_RUNS : QUICK_RUNS);
    int threads = Runtime.getRuntime().availableProcessors();
    List<List<CampaignResult>> all = new ArrayList<>();
    for (Algorithm algorithm : chosen) {
      say("running %s %,d times and replaying each run …", algorithm.title(), count);
      List<CampaignResult> results = new ArrayList<>();
      for (Campaign campaign : Campaign.of(algorithm, count, STEPS)) {
        try (ProgressBar bar = output.progress(algorithm.name(), campaign.runs())) {
          results.add(campaign.judge(library, threads, bar::stepTo));
        }
      }
      all.add(results);
    }
    return all;
  }

  private void say(String format, Object... arguments) {
    if (!output.isJson()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(String.format(Locale.ROOT, format, arguments));
      err.flush();
    }
  }
}
