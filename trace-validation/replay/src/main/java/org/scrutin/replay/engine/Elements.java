package org.scrutin.replay.engine;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scrutin.replay.JsonObject;
import tlc2.module.Integers;
import tlc2.module.Naturals;
import tlc2.module.Sequences;
import tlc2.module.Strings;
import tlc2.tool.EvalException;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetCapValue;
import tlc2.value.impl.SetCupValue;
import tlc2.value.impl.SetDiffValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.SetOfFcnsValue;
import tlc2.value.impl.SetOfRcdsValue;
import tlc2.value.impl.SetOfTuplesValue;
import tlc2.value.impl.SetPredValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.SubsetValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.UnionValue;
import tlc2.value.impl.UserValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;
import tlc2.value.impl.ValueVec;
import util.Assert;
import util.Assert.TLCRuntimeException;
import util.UniqueString;

/**
 * The element of a set that JSON says: the set's shape says what the JSON means. The set need not
 * be finite. Where it cannot be told what the JSON means, the evaluation ends: to say that it is no
 * element would be a finding.
 */
final class Elements {

  private final JsonValues values;

  Elements(JsonValues values) {
    this.values = values;
  }

  /** The element, or null if the set has none that the JSON says. */
  Value find(Object json, Value set) {
    if (set instanceof SetEnumValue elements) {
      return listed(json, elements);
    }
    if (set instanceof SetCupValue union) {
      Value found = find(json, union.set1);
      return found == null ? find(json, union.set2) : found;
    }
    if (set instanceof UnionValue union && union.set instanceof Enumerable sets) {
      return findInAny(json, sets);
    }
    if (!isFinite(set)) {
      if (set instanceof SetCapValue both) {
        return member(find(json, both.set1), set);
      }
      if (set instanceof SetDiffValue rest) {
        return member(find(json, rest.set1), set);
      }
      if (set instanceof SetPredValue chosen) {
        return member(find(json, chosen.inVal), set);
      }
    }
    return json == JsonObject.Absent.NULL && !isOfCondition(set) ? none(set) : ofShape(json, set);
  }

  private Value listed(Object json, SetEnumValue set) {
    ValueVec all = set.elems;
    for (int i = 0; i < all.size(); i++) {
      if (values.fit(json, all.elementAt(i)) == Fit.SAME) {
        return all.elementAt(i);
      }
    }
    return null;
  }

  /** TLC itself refuses to answer this of what is made of an infinite set. */
  private static boolean isFinite(Value set) {
    if (set instanceof SetCapValue both) {
      return isFinite(both.set1) || isFinite(both.set2);
    }
    if (set instanceof SetCupValue union) {
      return isFinite(union.set1) && isFinite(union.set2);
    }
    if (set instanceof SetDiffValue rest) {
      return isFinite(rest.set1);
    }
    return set instanceof SetPredValue chosen ? isFinite(chosen.inVal) : set.isFinite();
  }

  /** What is in such a set is asked of its elements, and an error in that is one. */
  private static boolean isOfCondition(Value set) {
    return set instanceof SetCapValue || set instanceof SetDiffValue || set instanceof SetPredValue;
  }

  private static Value member(Value value, Value set) {
    return value != null && set.member(value) ? value : null;
  }

  private Value findInAny(Object json, Enumerable sets) {
    ValueEnumeration all = sets.elements();
    Value found = null;
    for (Value set = all.nextElement(); found == null && set != null; set = all.nextElement()) {
      found = find(json, set);
    }
    return found;
  }

  /** TLC refuses to say whether a value is in a set of values of another kind: it is not. */
  private Value none(Value set) {
    try {
      return member(values.none(), set);
    } catch (EvalException | TLCRuntimeException incomparable) {
      return null;
    }
  }

  private Value ofShape(Object json, Value set) {
    if (set instanceof IntervalValue) {
      return number(json, set);
    }
    if (set instanceof SubsetValue subsets) {
      return json instanceof List<?> list ? subset(list, subsets.set) : null;
    }
    if (set instanceof SetOfTuplesValue tuples) {
      return tuple(json, tuples);
    }
    if (set instanceof SetOfRcdsValue records) {
      return json instanceof JsonObject object ? record(object, records) : null;
    }
    if (set instanceof SetOfFcnsValue functions) {
      return function(json, functions);
    }
    if (set instanceof Enumerable elements) {
      return enumerated(json, elements);
    }
    return set instanceof UserValue known ? ofModule(json, known) : any(json, set);
  }

  /** An element of one of the sets that modules define in Java. */
  private Value ofModule(Object json, UserValue set) {
    if (set.userObj instanceof Naturals || set.userObj instanceof Integers) {
      return number(json, set);
    }
    if (set.userObj instanceof Strings) {
      return json instanceof String text ? string(text) : null;
    }
    return set.userObj instanceof Sequences sequences
        ? sequence(json, sequences, set)
        : any(json, set);
  }

  private static Value number(Object json, Value set) {
    return json instanceof Long number && number == number.intValue()
        ? member(IntValue.gen(number.intValue()), set)
        : null;
  }

  private static Value string(String text) {
    return new StringValue(UniqueString.uniqueStringOf(text));
  }

  /** An element of a set of which nothing is known but its members. */
  private Value any(Object json, Value set) {
    if (json instanceof Long) {
      return number(json, set);
    }
    if (json instanceof Boolean truth) {
      return member(truth ? BoolValue.ValTrue : BoolValue.ValFalse, set);
    }
    if (json instanceof String text) {
      Value model = member(values.modelValue(text), set);
      return model == null ? member(string(text), set) : model;
    }
    throw unknown(json, set);
  }

  private Value sequence(Object json, Sequences sequences, UserValue set) {
    List<?> list = asList(json);
    if (list == null) {
      return null;
    }
    Value range = rangeOf(sequences).orElseThrow(() -> unknown(json, set));
    Value[] elements = findEach(list, sameFor(list, range));
    return elements == null ? null : member(new TupleValue(elements), set);
  }

  /** TLC tells nobody of what {@code Seq(S)} has sequences. */
  private static Optional<Value> rangeOf(Sequences sequences) {
    try {
      Field range = Sequences.class.getDeclaredField("range");
      range.setAccessible(true);
      return Optional.of((Value) range.get(sequences));
    } catch (ReflectiveOperationException | RuntimeException anotherTlc) {
      return Optional.empty();
    }
  }

  private Value tuple(Object json, SetOfTuplesValue tuples) {
    List<?> list = asList(json);
    if (list == null || list.size() != tuples.sets.length) {
      return null;
    }
    Value[] parts = findEach(list, tuples.sets);
    return parts == null ? null : new TupleValue(parts);
  }

  /** What may be a sequence: an array, or an object whose names are 1 to n; otherwise null. */
  private static List<?> asList(Object json) {
    if (!(json instanceof JsonObject object)) {
      return json instanceof List<?> list ? list : null;
    }
    List<Object> list = new ArrayList<>();
    for (int i = 1; i <= object.names().size(); i++) {
      int k = object.names().indexOf(String.valueOf(i));
      if (k < 0) {
        return null;
      }
      list.add(object.values().get(k));
    }
    return list;
  }

  private Value subset(List<?> list, Value set) {
    Value[] elements = findEach(list, sameFor(list, set));
    if (elements == null) {
      return null;
    }
    SetEnumValue all = new SetEnumValue(elements, false);
    all.normalize();
    return all.elems.size() < list.size() ? null : all; // An element stands twice.
  }

  private static Value[] sameFor(List<?> list, Value set) {
    Value[] sets = new Value[list.size()];
    Arrays.fill(sets, set);
    return sets;
  }

  private Value[] findEach(List<?> list, Value[] sets) {
    Value[] found = new Value[sets.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = find(list.get(i), sets[i]);
      if (found[i] == null) {
        return null;
      }
    }
    return found;
  }

  private Value record(JsonObject object, SetOfRcdsValue records) {
    if (object.names().size() != records.names.length) {
      return null;
    }
    Value[] found = new Value[records.names.length];
    for (int i = 0; i < found.length; i++) {
      int k = object.names().indexOf(records.names[i].toString());
      found[i] = k < 0 ? null : find(object.values().get(k), records.values[i]);
      if (found[i] == null) {
        return null;
      }
    }
    return new RecordValue(records.names.clone(), found, false).normalize();
  }

  private Value function(Object json, SetOfFcnsValue functions) {
    if (!(json instanceof List) && !(json instanceof JsonObject)) {
      return null;
    }
    Value[] domain = domain(json, functions);
    int size = json instanceof List<?> list ? list.size() : ((JsonObject) json).names().size();
    if (size != domain.length) {
      return null;
    }
    Value[] found = new Value[domain.length];
    for (int i = 0; i < domain.length; i++) {
      Object said = saidOf(domain[i], json);
      found[i] = said == null ? null : find(said, functions.range);
      if (found[i] == null) {
        return null;
      }
    }
    return new FcnRcdValue(domain, found, false).normalize();
  }

  private static Value[] domain(Object json, SetOfFcnsValue functions) {
    if (!(functions.domain instanceof Enumerable set) || !isFinite(functions.domain)) {
      throw unknown(json, functions);
    }
    List<Value> domain = new ArrayList<>();
    ValueEnumeration all = set.elements();
    for (Value element = all.nextElement(); element != null; element = all.nextElement()) {
      // Of two kinds, such as 1 and "1", both may have one name.
      if (JsonValues.key(element) == null
          || (!domain.isEmpty() && domain.get(0).getClass() != element.getClass())) {
        throw unknown(json, functions);
      }
      domain.add(element);
    }
    return domain.toArray(Value[]::new);
  }

  /** What the JSON says of an element of a function's domain, or null. */
  private static Object saidOf(Value element, Object json) {
    if (json instanceof JsonObject object) {
      int k = object.names().indexOf(JsonValues.key(element));
      return k < 0 ? null : object.values().get(k);
    }
    List<?> list = (List<?>) json;
    return element instanceof IntValue place && place.val >= 1 && place.val <= list.size()
        ? list.get(place.val - 1)
        : null;
  }

  private Value enumerated(Object json, Enumerable set) {
    ValueEnumeration all = set.elements();
    for (Value element = all.nextElement(); element != null; element = all.nextElement()) {
      if (values.fit(json, element) == Fit.SAME) {
        return element;
      }
    }
    return null;
  }

  private static TLCRuntimeException unknown(Object json, Value set) {
    return new Assert.TLCRuntimeException(
        "it cannot be told what " + JsonObject.show(json) + " is as an element of " + text(set));
  }

  /** The set, also where TLC would have to enumerate it to write it out. */
  static String text(Value set) {
    try {
      return Culprit.shorten(set.toString());
    } catch (EvalException | TLCRuntimeException endless) {
      return "an infinite set";
    }
  }

  /** Whether the JSON could be an element of the set, as far as the shape of atoms goes. */
  boolean hasShapeOf(Object json, Value set) {
    if (set instanceof UserValue known && json != JsonObject.Absent.NULL) {
      boolean isOfNumbers = known.userObj instanceof Naturals || known.userObj instanceof Integers;
      return isOfNumbers
          ? json instanceof Long
          : !(known.userObj instanceof Strings) || json instanceof String;
    }
    return true;
  }
}
