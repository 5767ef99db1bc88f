package org.scrutin.replay.engine.modules;

import tlc2.overrides.TLAPlusOperator;
import tlc2.tool.EvalControl;
import tlc2.value.impl.Applicable;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;
import tlc2.value.impl.ValueVec;

/**
 * Folds over sets, functions and sequences in a loop: as they are defined they would need a step of
 * the stack for each element, and a function over all subsets.
 */
public final class FoldsModule {

  private FoldsModule() {}

  private static Value apply(Value operator, Value x, Value y) {
    return ((Applicable) operator).apply(new Value[] {x, y}, EvalControl.Clear);
  }

  private static Value fold(Value operator, Value base, Value[] elements) {
    Value result = base;
    for (Value element : elements) {
      result = apply(operator, element, result);
    }
    return result;
  }

  /** The elements of a sequence. */
  static Value[] elements(String operator, Value sequence) {
    Value tuple = sequence.toTuple();
    Requirement.that(
        tuple instanceof TupleValue,
        () -> operator + " needs a sequence, not " + sequence.toString());
    return ((TupleValue) tuple).elems;
  }

  private static Value[] valuesOf(Value function) {
    if (function instanceof TupleValue tuple) {
      return tuple.elems;
    }
    if (function instanceof RecordValue fields) {
      return fields.values;
    }
    Value whole = function.toFcnRcd();
    Requirement.that(
        whole instanceof FcnRcdValue, () -> "FoldFunction needs a function, not " + function);
    return ((FcnRcdValue) whole).values;
  }

  @TLAPlusOperator(identifier = "FoldFunction", module = "Functions", warn = false)
  public static Value foldFunction(Value operator, Value base, Value function) {
    return fold(operator, base, valuesOf(function));
  }

  @TLAPlusOperator(identifier = "FoldFunctionOnSet", module = "Functions", warn = false)
  public static Value foldFunctionOnSet(Value operator, Value base, Value function, Value places) {
    Value result = base;
    ValueEnumeration all = elementsOf("FoldFunctionOnSet", places).elements();
    for (Value place = all.nextElement(); place != null; place = all.nextElement()) {
      Value value = ((Applicable) function).apply(place, EvalControl.Clear);
      result = apply(operator, value, result);
    }
    return result;
  }

  private static Enumerable elementsOf(String operator, Value set) {
    Requirement.that(set instanceof Enumerable, () -> operator + " needs a finite set, not " + set);
    return (Enumerable) set.normalize();
  }

  @TLAPlusOperator(identifier = "FoldSet", module = "FiniteSetsExt", warn = false)
  public static Value foldSet(Value operator, Value base, Value set) {
    Value result = base;
    ValueEnumeration all = elementsOf("FoldSet", set).elements();
    for (Value element = all.nextElement(); element != null; element = all.nextElement()) {
      result = apply(operator, element, result);
    }
    return result;
  }

  @TLAPlusOperator(identifier = "FoldSeq", module = "SequencesExt", warn = false)
  public static Value foldSeq(Value operator, Value base, Value sequence) {
    return fold(operator, base, elements("FoldSeq", sequence));
  }

  @TLAPlusOperator(identifier = "FoldLeft", module = "SequencesExt", warn = false)
  public static Value foldLeft(Value operator, Value base, Value sequence) {
    Value result = base;
    for (Value element : elements("FoldLeft", sequence)) {
      result = apply(operator, result, element);
    }
    return result;
  }

  @TLAPlusOperator(identifier = "FoldRight", module = "SequencesExt", warn = false)
  public static Value foldRight(Value operator, Value sequence, Value base) {
    Value[] elements = elements("FoldRight", sequence);
    Value result = base;
    for (int i = elements.length - 1; i >= 0; i--) {
      result = apply(operator, elements[i], result);
    }
    return result;
  }

  /** What was folded so far comes first, and the element second, as in {@code FoldLeft}. */
  @TLAPlusOperator(identifier = "FoldBag", module = "BagsExt", warn = false)
  public static Value foldBag(Value operator, Value base, Value bag) {
    Value whole = bag.toFcnRcd();
    Requirement.that(whole instanceof FcnRcdValue, () -> "FoldBag needs a bag, not " + bag);
    Value[] elements = ((FcnRcdValue) whole).getDomainAsValues();
    Value[] counts = ((FcnRcdValue) whole).values;
    Value result = base;
    for (int i = 0; i < elements.length; i++) {
      Requirement.that(
          counts[i] instanceof IntValue count && count.val > 0,
          () -> "FoldBag needs a bag, with a positive number for each element, not " + bag);
      for (int k = 0; k < ((IntValue) counts[i]).val; k++) {
        result = apply(operator, result, elements[i]);
      }
    }
    return result;
  }

  /** The elements in TLC's order; as it is defined, all functions would be tried. */
  @TLAPlusOperator(identifier = "SetToSeq", module = "SequencesExt", warn = false)
  public static Value setToSeq(Value set) {
    Value elements = elementsOf("SetToSeq", set) instanceof Value value ? value.toSetEnum() : null;
    Requirement.that(
        elements instanceof SetEnumValue, () -> "SetToSeq needs a finite set, not " + set);
    ValueVec all = ((SetEnumValue) elements.normalize()).elems;
    Value[] sequence = new Value[all.size()];
    for (int i = 0; i < sequence.length; i++) {
      sequence[i] = all.elementAt(i);
    }
    return new TupleValue(sequence);
  }

  /** As it is defined, each element would be compared with each. */
  @TLAPlusOperator(identifier = "Max", module = "FiniteSetsExt", warn = false)
  public static Value max(Value set) {
    return extreme("Max", set, 1);
  }

  @TLAPlusOperator(identifier = "Min", module = "FiniteSetsExt", warn = false)
  public static Value min(Value set) {
    return extreme("Min", set, -1);
  }

  private static Value extreme(String operator, Value set, int sign) {
    ValueEnumeration all = elementsOf(operator, set).elements();
    IntValue best = null;
    for (Value next = all.nextElement(); next != null; next = all.nextElement()) {
      Requirement.that(next instanceof IntValue, () -> operator + " needs numbers, not " + set);
      IntValue number = (IntValue) next;
      if (best == null || Integer.compare(number.val, best.val) * sign > 0) {
        best = number;
      }
    }
    boolean found = best != null;
    Requirement.that(found, () -> operator + " needs a set that is not empty");
    return best;
  }
}
