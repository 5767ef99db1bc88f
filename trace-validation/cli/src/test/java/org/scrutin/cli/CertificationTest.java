package org.scrutin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scrutin.modelcheck.Counterexample;
import org.scrutin.modelcheck.Manifest;
import org.scrutin.modelcheck.Model;
import org.scrutin.modelcheck.ModelResult;
import org.scrutin.modelcheck.Pinned;
import org.scrutin.modelcheck.Suite;
import org.scrutin.modelcheck.Verdict;
import org.scrutin.modelcheck.tlc.SpecLibrary;
import org.scrutin.render.Certificate;
import org.scrutin.simulation.Algorithm;
import org.scrutin.simulation.Algorithms;

/** Which models stand in a certificate. */
class CertificationTest {

  private static Set<String> families(Algorithm algorithm) {
    return Manifest.of(SpecLibrary.bundled()).suite(Suite.QUICK).stream()
        .filter(model -> Certification.concerns(model, algorithm))
        .map(model -> model.name().substring(0, model.name().indexOf('/')))
        .collect(Collectors.toSet());
  }

  @Test
  void raftStandsForWhatServicesArePromisedToo() {
    assertThat(families(Algorithms.RAFT))
        .containsExactlyInAnyOrder("raft", "election", "leadership");
    assertThat(families(Algorithms.named("bully").orElseThrow()))
        .containsExactlyInAnyOrder("bully", "election");
  }

  @Test
  void aMutantOfAnotherSizeThanPinnedIsNotAsPinned() {
    Model mutant = Manifest.of(SpecLibrary.bundled()).named("ring/mutant/CrashOfTheDisk").get(0);
    Pinned pinned = mutant.pinned().orElseThrow();
    assertThat(Certification.mutant(mutant, found(mutant, pinned.distinct())).asPinned()).isTrue();
    assertThat(Certification.mutant(mutant, found(mutant, pinned.distinct() + 1)).asPinned())
        .isFalse();
  }

  private static ModelResult found(Model model, long distinct) {
    Pinned pinned = model.pinned().orElseThrow();
    var state = new Counterexample.State("", "", Map.of(), List.of());
    var states = Collections.nCopies(pinned.length().orElseThrow(), state);
    return new ModelResult(
        model.name(),
        new Verdict.Violates(model.expect().toString().replace("violates ", "")),
        distinct,
        pinned.generated(),
        pinned.depth(),
        Duration.ZERO,
        Optional.of(new Counterexample(states, OptionalInt.empty())),
        List.of());
  }

  @Test
  void aViolationIsWorseThanAModelThatCannotBeChecked() {
    List<Model> models = List.of(Model.of("x/a", "m", "c"), Model.of("x/b", "m", "c"));
    ModelResult violated = empty(new Verdict.Violates("P"));
    ModelResult unusable = empty(new Verdict.Unusable("why"));
    ModelResult unfinished = empty(new Verdict.Unfinished("why"));
    assertThat(exitCode(models, List.of(unusable, violated))).isEqualTo(ExitCode.VIOLATION);
    assertThat(exitCode(models, List.of(unfinished, violated))).isEqualTo(ExitCode.VIOLATION);
    assertThat(exitCode(models, List.of(unfinished, unusable))).isEqualTo(ExitCode.BAD_INPUT);
  }

  private static int exitCode(List<Model> models, List<ModelResult> results) {
    return CheckCommand.exitCode(CheckCommand.failures(models, results, 1), results);
  }

  @Test
  void aModelThatIsNotFinishedIsUndecidedAndNoViolation() {
    Model model = Model.of("x/a", "m", "c").withPinned(new Pinned(1, 1, 1, Optional.empty()));
    assertThat(Certification.outcome(model, empty(new Verdict.Unfinished("out of memory"))))
        .isEqualTo(Certificate.Outcome.UNDECIDED);
  }

  @Test
  void aModelMayHaveNoFamily() {
    Model model = Model.of("alone", "m", "c");
    assertThat(Algorithms.all()).noneMatch(algorithm -> Certification.concerns(model, algorithm));
  }

  @Test
  void aModelThatIsNotPinnedIsNoViolation() {
    Model model = Model.of("x/a", "m", "c");
    assertThat(Certification.outcome(model, empty(new Verdict.Holds())))
        .isEqualTo(Certificate.Outcome.UNDECIDED);
    assertThat(Certification.outcome(model, empty(new Verdict.Violates("P"))))
        .isEqualTo(Certificate.Outcome.NOT_AS_EXPECTED);
  }

  private static ModelResult empty(Verdict verdict) {
    return new ModelResult("x", verdict, 0, 0, 0, Duration.ZERO, Optional.empty(), List.of());
  }

  @Test
  void aFormerCertificateIsGoneBeforeAnotherIsMade(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("certificate.json"), "holds");
    Files.writeString(folder.resolve("index.html"), "holds");
    Files.writeString(folder.resolve("mine.txt"), "kept");
    CertifyCommand.removeFormer(folder);
    assertThat(folder.toFile().list()).containsExactly("mine.txt");
  }

  @Test
  void allOfThemTogetherLeaveNoModelOut() {
    Manifest manifest = Manifest.of(SpecLibrary.bundled());
    assertThat(manifest.suite(Suite.FULL))
        .allMatch(
            model ->
                Algorithms.all().stream()
                    .anyMatch(algorithm -> Certification.concerns(model, algorithm)));
  }
}
