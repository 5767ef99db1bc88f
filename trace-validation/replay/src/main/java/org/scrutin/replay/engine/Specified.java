package org.scrutin.replay.engine;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.util.FP64;
import tlc2.value.IValue;
import util.UniqueString;

/**
 * The variables of the specification. A binding may declare others, to remember what lines have
 * said: those of which the next-state relation does not speak.
 */
final class Specified {

  private final List<UniqueString> names;
  private final List<UniqueString> others;

  private Specified(Tool tool, Predicate<UniqueString> isSpecified) {
    List<UniqueString> all =
        Stream.of(tool.getSpecProcessor().getVariablesNodes()).map(OpDeclNode::getName).toList();
    this.names = all.stream().filter(isSpecified).toList();
    this.others = all.stream().filter(isSpecified.negate()).toList();
  }

  static Specified all(Tool tool) {
    return new Specified(tool, any -> true);
  }

  /** Those of which the next-state relation speaks. */
  static Specified byNext(Tool tool) {
    Action next = tool.getNextStateSpec();
    // What is bound outside of the relation may speak of any.
    if (next.con != Context.Empty) {
      return all(tool);
    }
    Set<UniqueString> named = Reads.named(tool, next.pred);
    return new Specified(tool, named::contains);
  }

  /** Whether the specification sees no difference. */
  boolean isSame(TLCState one, TLCState other) {
    return names.stream().allMatch(name -> isSame(one.lookup(name), other.lookup(name)));
  }

  /** By fingerprints, since TLC refuses to compare values of some kinds with others. */
  private static boolean isSame(IValue one, IValue other) {
    return one == other || one.fingerPrint(FP64.New()) == other.fingerPrint(FP64.New());
  }

  /** Tells states apart as the specification does, which does not see what a binding remembers. */
  long fingerprint(TLCState state) {
    if (others.isEmpty()) {
      return state.fingerPrint();
    }
    long fingerprint = FP64.New();
    for (UniqueString name : names) {
      fingerprint = state.lookup(name).fingerPrint(fingerprint);
    }
    return fingerprint;
  }

  /** Whether the specification sees no difference in what the one says. */
  boolean isPartOf(TLCState one, TLCState other) {
    return names.stream()
        .allMatch(name -> one.lookup(name) == null || isSame(one.lookup(name), other.lookup(name)));
  }

  boolean isAssigned(TLCState state) {
    return names.stream().allMatch(name -> state.lookup(name) != null);
  }

  /** A step of the specification, which says nothing of the others, leaves them as they are. */
  void keepOthers(TLCState from, TLCState to) {
    for (UniqueString name : others) {
      if (to.lookup(name) == null) {
        to.bind(name, from.lookup(name));
      }
    }
  }
}
