package org.scrutin.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scrutin.modelcheck.tlc.SpecException;

class DiagnosisTest {

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Syntax  | plain         | Syntax.tla:4: Encountered \"1\" at line 4, column 16",
        "Lexical | plain         | Lexical.tla:4: Lexical error at line 4, column 15",
        "Prefers | plain         | Prefers.tla:4: Precedence conflict between ops",
        "Unknown | plain         | Unknown.tla:3: Unknown operator: `nowhere'.",
        "Missing | plain         | Missing.tla:3: Cannot find source file for module NotThere",
        "Wrong   | plain         | Wrong.tla: ",
        "Assumes | plain         | Assumes.tla:4: Assumption line 4",
        "Types   | types         | Types.tla:6: Evaluating invariant Wrong failed. Attempted to check equality of integer 3",
        "Types   | types_init    | Types.tla:8: Attempted to check equality of integer 0",
        "Types   | types_next    | Types.tla:11: Attempted to apply the operator",
        "Types   | types_partial | Types.tla: Successor state is not completely specified",
        "Types   | types_nonbool | Types.tla:13: TLC expected a boolean value",
        "Types   | types_no_init | Types.tla: no state satisfies the initial predicate",
        "Types   | types_live    | Types.tla",
        "Types   | nothing       | nothing.cfg: checks nothing",
      })
  void what_is_wrong_in_a_module_is_told_in_one_line_with_its_place(
      String module, String config, String message) {
    assertFault(module, "broken/" + config).hasMessageStartingWith(shown("broken/" + message));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "bad_invariant  | :6: The invariant NoSuch specified in the configuration file is not defined",
        "bad_property   | :4: The property NoSuch specified in the configuration file is not defined",
        "bad_next       | :3: The next state action Nxt specified in the configuration file is not",
        "bad_constant   | :3: In the configuration file, the identifier Min does not appear",
        "no_constant    | : The constant parameter Max is not assigned a value",
        "bad_syntax     | :3: TLC found an error in the configuration file at line 3 The keyword NEXT",
        "bad_keyword    | :4: TLC found an error in the configuration file at line 4 It was expecting",
        "bad_substitute | :1: The configuration file substitutes for Max with the undefined",
      })
  void what_is_wrong_in_a_configuration_is_told_in_one_line_with_its_place(
      String config, String message) {
    assertFault("Counter", "counter/" + config)
        .hasMessageStartingWith(shown("counter/" + config + ".cfg") + message);
  }

  @Test
  void a_missing_module_is_named() {
    assertFault("NoSuch", "counter/holds")
        .hasMessage(
            shown("counter/NoSuch.tla") + ": no such file; the model counter/holds needs it");
  }

  @Test
  void a_missing_configuration_is_named() {
    assertFault("Counter", "counter/nosuch")
        .hasMessage(
            shown("counter/nosuch.cfg") + ": no such file; the model counter/nosuch needs it");
  }

  @Test
  void a_model_cannot_be_expected_to_violate_what_it_does_not_check() {
    Model model = Specs.model("Counter", "counter/holds", "violates Below");
    assertThatThrownBy(() -> Specs.check(model))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("neither under INVARIANT nor under PROPERTY");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertFault(
      String module, String config) {
    return assertThatThrownBy(() -> Specs.check(module, config))
        .isInstanceOf(SpecException.class)
        .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("\n", "\tat "));
  }

  private static String shown(String path) {
    return Specs.library().root() + "/" + path;
  }
}
