package org.scrutin.replay.engine.modules;

import java.util.Map;
import tlc2.overrides.TLAPlusOperator;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/** Module {@code IOUtils}, as far as it only reads. */
public final class IoUtilsModule {

  private IoUtilsModule() {}

  /** Final, since TLC takes it for a constant then. */
  @TLAPlusOperator(identifier = "IOEnv", module = "IOUtils", warn = false)
  public static final Value ioEnv() {
    Map<String, String> variables = TraceEnvironment.CURRENT.variables();
    UniqueString[] names =
        variables.keySet().stream().map(UniqueString::uniqueStringOf).toArray(UniqueString[]::new);
    Value[] values = variables.values().stream().map(IoUtilsModule::text).toArray(Value[]::new);
    return new RecordValue(names, values, false).normalize();
  }

  private static Value text(String text) {
    return new StringValue(UniqueString.uniqueStringOf(text));
  }

  @TLAPlusOperator(identifier = "atoi", module = "IOUtils", warn = false)
  public static Value atoi(Value text) {
    Requirement.that(text instanceof StringValue, () -> "atoi needs a text, not " + text);
    String digits = ((StringValue) text).val.toString();
    Requirement.that(
        digits.matches("[+-]?\\d{1,9}"), () -> "atoi: \"" + digits + "\" is no number of 32 bits");
    return IntValue.gen(Integer.parseInt(digits));
  }

  @TLAPlusOperator(identifier = "zeroPadN", module = "IOUtils", warn = false)
  public static Value zeroPadN(Value number, Value length) {
    Requirement.that(
        number instanceof IntValue && length instanceof IntValue,
        () -> "zeroPadN needs two numbers, not " + number + " and " + length);
    String digits = number.toString();
    int zeros = Math.max(0, ((IntValue) length).val - digits.length());
    return text("0".repeat(zeros) + digits);
  }
}
