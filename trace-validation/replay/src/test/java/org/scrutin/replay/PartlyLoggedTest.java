package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trace says about values that it does not log. */
class PartlyLoggedTest {

  private static TraceValidator lending;

  @BeforeAll
  static void load() {
    lending = Specs.lending();
  }

  @AfterAll
  static void close() {
    lending.close();
  }

  private static Verdict about(String said) {
    return Specs.validate(
        lending,
        Specs.trace(
            "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Ask\",\"args\":[1,\"plain\"]}",
            "{\"n\":2,\"at\":1,\"clock\":2,\"action\":\"Accept\",\"args\":[{\"nth\":0,\"from\":1,"
                + "\"kind\":\"plain\"}],\"about\":"
                + said
                + "}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"desk\":{\"length\":1}}",
        "{\"wish\":{\"in\":[\"urgent\",\"plain\"]}}",
        "{\"past\":{\"length\":0}}",
        "{\"desk\":{\"has\":[{\"nth\":0,\"from\":1,\"kind\":\"plain\"}]}}",
        "{\"count\":{\"at\":{\"asked\":{\"is\":1},\"back\":{\"in\":[0,1]}}}}",
        "{\"desk\":{\"at\":{\"1\":{\"at\":{\"from\":{\"is\":1}}}}}}",
        "{\"desk\":{\"keeps\":0,\"then\":[{\"nth\":0,\"from\":1,\"kind\":\"plain\"}]}}",
        "{\"holder\":{\"is\":null},\"desk\":{\"length\":1}}"
      })
  void whatIsTrueConforms(String said) {
    assertThat(about(said)).isInstanceOf(Verdict.Conforms.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"desk\":{\"length\":2}}",
        "{\"wish\":{\"in\":[\"urgent\"]}}",
        "{\"wish\":{\"in\":[]}}",
        "{\"wish\":{\"length\":1}}",
        "{\"past\":{\"has\":[\"plain\"]}}",
        "{\"count\":{\"at\":{\"asked\":{\"is\":2}}}}",
        "{\"desk\":{\"keeps\":0,\"then\":[]}}",
        "{\"desk\":{\"keeps\":1,\"then\":[]}}",
        "{\"desk\":{\"keeps\":0,\"then\":[{\"nth\":1,\"from\":1,\"kind\":\"plain\"}]}}",
        "{\"wish\":{\"keeps\":0,\"then\":[]}}",
        "{\"past\":{\"keeps\":0,\"then\":[]}}",
        "{\"count\":{\"at\":{\"lost\":{\"is\":1}}}}",
        "{\"holder\":{\"is\":null},\"desk\":{\"length\":0}}"
      })
  void whatIsFalseIsRejected(String said) {
    Verdict verdict = about(said);

    assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
    Rejection rejection = ((Verdict.Rejected) verdict).rejection();
    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.LEADS_ELSEWHERE);
    assertThat(rejection.differences()).singleElement().asString().contains("about it");
  }

  @Test
  void aFieldThatTheFormatDoesNotHaveIsToldAsNeverCompared() {
    String ask =
        "{\"n\":1,\"at\":1,\"clock\":1,\"time\":5,\"action\":\"Ask\",\"args\":[1,\"plain\"]%s}";
    String note = "{\"note\":\"pause\",\"colour\":1}";

    Verdict verdict =
        Specs.validate(lending, Specs.trace(note, ask.formatted(",\"sttae\":{\"holder\":3}")));

    assertThat(verdict).isInstanceOf(Verdict.Conforms.class);
    assertThat(verdict.stats().unread()).containsExactly("sttae");
  }

  /** After two requests: the second step of the desk keeps the first one. */
  private static Verdict second(String said) {
    return Specs.validate(
        lending,
        Specs.trace(
            "{\"n\":1,\"at\":1,\"clock\":1,\"action\":\"Ask\",\"args\":[1,\"plain\"]}",
            "{\"n\":2,\"at\":1,\"clock\":2,\"action\":\"Accept\",\"args\":[{\"nth\":0,\"from\":1,"
                + "\"kind\":\"plain\"}]}",
            "{\"n\":3,\"at\":2,\"clock\":3,\"action\":\"Ask\",\"args\":[2,\"plain\"]}",
            "{\"n\":4,\"at\":1,\"clock\":4,\"action\":\"Accept\",\"args\":[{\"nth\":0,\"from\":2,"
                + "\"kind\":\"plain\"}],\"about\":{\"desk\":"
                + said
                + "}}"));
  }

  @Test
  void whatASequenceKeepsIsWhatItHadBeforeTheStep() {
    String then = ",\"then\":[{\"nth\":0,\"from\":2,\"kind\":\"plain\"}]}";
    assertThat(second("{\"keeps\":1" + then)).isInstanceOf(Verdict.Conforms.class);
    assertThat(second("{\"keeps\":0" + then)).isInstanceOf(Verdict.Rejected.class);
    assertThat(second("{\"keeps\":2,\"then\":[]}")).isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void wordsThatAreUnknownAreBadInput() {
    for (String said :
        new String[] {
          "{\"desk\":{\"size\":1}}",
          "{\"desk\":1}",
          "{\"desk\":{\"length\":-1}}",
          "{\"desk\":{\"in\":1}}",
          "{\"desk\":{\"keeps\":1}}",
          "{\"desk\":{\"then\":[]}}",
          "{\"desk\":{\"keeps\":-1,\"then\":[]}}",
          "{\"counter\":{\"is\":1}}",
          "{\"count\":{\"at\":{\"asked\":1}}}"
        }) {
      assertThatThrownBy(() -> about(said))
          .isInstanceOf(TraceException.class)
          .hasMessageContaining("run.ndjson:3")
          .hasMessageNotContaining("\n");
    }
  }
}
