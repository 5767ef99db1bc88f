package org.scrutin.replay.engine;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.TLCState;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.OpValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * Which variables a formula reads, through all definitions that it comes down to, those which the
 * configuration puts in the place of others included. It fails closed: of a formula that comes down
 * to something which may give another value in an equal state, such as {@code TLCGet}, or which is
 * not understood here, nothing is said.
 */
final class Reads {

  /** Modules whose definitions in Java have a value that depends on their arguments alone. */
  private static final Set<String> PURE =
      Set.of(
          "Naturals",
          "Integers",
          "Sequences",
          "FiniteSets",
          "Bags",
          "BagsExt",
          "TransitiveClosure",
          "SequencesExt",
          "FiniteSetsExt",
          "Functions",
          "Folds");

  private static final Set<String> PURE_OF_TLC =
      Set.of(":>", "@@", "Permutations", "SortSeq", "TLCEval");

  private final Tool tool;
  private final Set<OpDeclNode> variables = identitySet();
  private final Set<OpDeclNode> substituted = identitySet();
  private final Set<SemanticNode> visited = identitySet();
  private final Set<UniqueString> found = new HashSet<>();
  private final boolean failsClosed;
  private boolean understood = true;

  private Reads(Tool tool, boolean failsClosed) {
    this.tool = tool;
    this.failsClosed = failsClosed;
    variables.addAll(List.of(tool.getSpecProcessor().getVariablesNodes()));
  }

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** The variables, or nothing if they cannot be told. */
  static Optional<Set<UniqueString>> of(Tool tool, SemanticNode formula) {
    Reads reads = new Reads(tool, true);
    reads.visit(formula);
    return reads.understood ? Optional.of(reads.found) : Optional.empty();
  }

  /** The variables that are named, whatever else the formula speaks of. */
  static Set<UniqueString> named(Tool tool, SemanticNode formula) {
    Reads reads = new Reads(tool, false);
    reads.visit(formula);
    return reads.found;
  }

  private void visit(SemanticNode node) {
    if (node == null || (failsClosed && !understood) || !visited.add(node)) {
      return;
    }
    if (node instanceof SubstInNode instance) {
      for (Subst subst : instance.getSubsts()) {
        substituted.add(subst.getOp());
      }
    } else if (node instanceof OpApplNode application) {
      operator(application.getOperator());
    } else if (node instanceof OpArgNode argument) {
      operator(argument.getOp());
    }
    Children.of(node).forEach(this::visit);
  }

  private void operator(SymbolNode symbol) {
    Object target = tool.lookup(symbol, Context.Empty, TLCState.Empty, false);
    if (target instanceof OpDeclNode declaration) {
      declared(declaration);
    } else if (target instanceof OpDefNode definition) {
      if (definition.getKind() != ASTConstants.BuiltInKind) {
        understood &= definition.getBody() != null;
        visit(definition.getBody());
      }
    } else if (target instanceof OpValue) {
      understood &= isPure(symbol);
    } else {
      // The parameters of a definition are read where it is applied; constants have a value.
      understood &= target instanceof FormalParamNode || target instanceof Value;
    }
  }

  private void declared(OpDeclNode declaration) {
    if (variables.contains(declaration)) {
      found.add(declaration.getName());
    } else {
      understood &= substituted.contains(declaration);
    }
  }

  private static boolean isPure(SymbolNode symbol) {
    if (!(symbol instanceof OpDefNode definition)
        || definition.getOriginallyDefinedInModuleNode() == null) {
      return false;
    }
    String module = definition.getOriginallyDefinedInModuleNode().getName().toString();
    return PURE.contains(module)
        || (module.equals("TLC") && PURE_OF_TLC.contains(definition.getName().toString()));
  }
}
