package org.scrutin.render;

import java.util.List;
import java.util.Optional;
import org.scrutin.render.Certificate.Algorithm;
import org.scrutin.render.Certificate.Fault;
import org.scrutin.render.Certificate.Model;
import org.scrutin.render.Certificate.Mutant;
import org.scrutin.render.Certificate.Outcome;
import org.scrutin.render.Certificate.Picture;
import org.scrutin.render.Certificate.Versions;
import org.scrutin.render.Certificate.Weather;

/** Certificates with invented figures. */
final class SampleCertificate {

  static final Weather CALM =
      new Weather(
          "calm",
          40,
          5_210,
          40,
          0,
          0,
          8,
          List.of("Duplicate", "Lose"),
          1_204,
          List.of(new Fault("crash", 61), new Fault("restart", 44)),
          101,
          0,
          0,
          0);

  static final Weather STORM =
      new Weather(
          "storm",
          60,
          18_400,
          60,
          0,
          0,
          9,
          List.of("Duplicate"),
          9_310,
          List.of(
              new Fault("crash", 131), new Fault("partition", 58), new Fault("lost message", 990)),
          412,
          77,
          35,
          0);

  static final Model SYNCHRONOUS =
      new Model(
          "MCBully_synchronous",
          "Is there at most one leader when time-outs are proof?",
          List.of("Messages arrive within a known time."),
          "4 nodes, 2 crashes, 2 restarts",
          "no violation",
          Outcome.AS_EXPECTED,
          184_211,
          31,
          12.44,
          List.of());

  static final Model ASYNCHRONOUS =
      new Model(
          "MCBully_asynchronous",
          "Can there be two leaders when time-outs are guesses?",
          List.of(),
          "3 nodes, 1 crash",
          "violates Agreement",
          Outcome.AS_EXPECTED,
          2_310,
          9,
          1.02,
          List.of("StartElection(2)", "AnswerTimeout(2)", "StartElection(3)"));

  private SampleCertificate() {}

  static Algorithm bully(List<Model> models, List<Mutant> mutants, List<Weather> weathers) {
    String svg = Traces.svg(Traces.resource("bully-takeover.ndjson"));
    return new Algorithm(
        "Bully",
        "The live node with the highest number leads; one leader an epoch.",
        "Synchronous, reliable links; nodes crash and recover.",
        models,
        mutants,
        weathers,
        Optional.of(new Picture(svg, "Seed 42: node 5 crashes, node 4 takes over, 5 comes back.")));
  }

  static Algorithm good() {
    return bully(
        List.of(SYNCHRONOUS, ASYNCHRONOUS),
        List.of(
            new Mutant("AnswersNobody", Optional.of("Agreement")),
            new Mutant("ForgetsItsEpoch", Optional.of("OneLeaderAnEpoch"))),
        List.of(CALM, STORM));
  }

  static Certificate of(Algorithm... algorithms) {
    return new Certificate(
        "Certificate of leader election",
        Optional.empty(),
        List.of(algorithms),
        List.of("TLC and the JDK work.", "Fingerprints of states do not collide."),
        List.of(
            "Models are finite: more nodes or more crashes than the bounds say were not checked.",
            "Runs are samples: a schedule that did not occur was not replayed."),
        new Versions("0.1.0", "2.18", "17.0.15"));
  }
}
