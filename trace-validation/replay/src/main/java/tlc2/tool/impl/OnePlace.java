package tlc2.tool.impl;

import java.util.List;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.Value;

/**
 * {@code [f EXCEPT ![a][b] = c]} differs from f in one place at most. So a value that differs from
 * f in another place is not that, whatever c is, and b where a is known.
 */
final class OnePlace {

  private OnePlace() {}

  /**
   * Whether the value cannot be the function with another value in one place; {@code false} where
   * that is not evident.
   *
   * @param known the first of the arguments by which the place is found
   * @param arguments how many there are
   */
  static boolean excludes(Value function, Value value, List<Value> known, int arguments) {
    Value before = function;
    Value after = value;
    for (int i = 0; i < arguments; i++) {
      boolean open = i == known.size();
      FcnRcdValue some = asFunction(before);
      FcnRcdValue other = asFunction(after);
      if (some == null || other == null || some.size() != other.size()) {
        return false;
      }
      Value[] domain = some.getDomainAsValues();
      int changed = 0;
      for (int k = 0; k < domain.length; k++) {
        Value there = other.select(domain[k]);
        if (there == null) {
          return false;
        }
        if (!Equality.of(some.values[k], there)) {
          changed++;
          if (open ? changed > 1 : !Equality.of(domain[k], known.get(i))) {
            return true;
          }
        }
      }
      before = open ? null : some.select(known.get(i));
      if (before == null) {
        return false;
      }
      after = other.select(known.get(i));
    }
    return false;
  }

  private static FcnRcdValue asFunction(Value value) {
    return (FcnRcdValue) value.toFcnRcd();
  }
}
