package org.scrutin.replay.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.scrutin.replay.Rejection.FalsePart;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.EvalException;
import tlc2.tool.IContextEnumerator;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.coverage.CostModel;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.LazyValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;
import util.Assert.TLCRuntimeException;

/**
 * Finds the part of a formula that is false. For a conjunction the prefixes are tried, and the
 * first without a successor ends in the culprit; the search goes on inside it, through
 * disjunctions, IF, LET, quantifiers and definitions.
 */
final class Culprit {

  /** Longer texts and values are cut off. */
  static final int MAX_TEXT = 160;

  private static final int MAX_DEPTH = 60;

  /** So many values of a quantifier are looked at, and so many reasons are told of the closest. */
  private static final int MAX_TRIED = 50;

  /** So many values are looked at in all: quantifiers inside of others multiply. */
  private static final int MAX_TRIED_IN_ALL = 2_000;

  private static final int MAX_SINCE = 4;
  static final String FALSE = "is FALSE";

  private final Tool tool;
  private final SourceText source;
  private int tried;

  Culprit(Tool tool, SourceText source) {
    this.tool = tool;
    this.source = source;
  }

  /**
   * Where the search is.
   *
   * @param before the conjuncts before, which are true and may have given values to variables
   * @param next the values of variables after the step, as far as they are given
   * @param given whether the step is given, and not put together by the conjuncts
   * @param wanted which steps are looked for, where not any
   */
  private record Here(
      List<ExprOrOpArgNode> before,
      Context context,
      TLCState state,
      TLCState next,
      boolean given,
      Optional<Predicate<TLCState>> wanted,
      int depth) {

    Here in(Context inner) {
      return new Here(before, inner, state, next, given, wanted, depth + 1);
    }

    Here after(List<ExprOrOpArgNode> conjuncts, TLCState reached) {
      return new Here(conjuncts, context, state, reached, given, wanted, depth + 1);
    }

    Here ofAnyStep() {
      return new Here(before, context, state, next, given, Optional.empty(), depth);
    }

    boolean isWanted(TLCState step) {
      // Of one that is not put together yet nothing is known.
      return !step.allAssigned() || wanted.map(which -> which.test(step)).orElse(true);
    }
  }

  String text(SemanticNode node) {
    return shorten(source.text(node));
  }

  static String shorten(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
  }

  /** What is false of an action. */
  List<FalsePart> of(SemanticNode action, Context context, TLCState state) {
    return begin(action, here(context, state, Optional.empty()));
  }

  /**
   * Why an action has none of the steps that are wanted. What can be taken, and leads elsewhere, is
   * left out.
   */
  List<FalsePart> of(
      SemanticNode action, Context context, TLCState state, Predicate<TLCState> wanted) {
    return begin(action, here(context, state, Optional.of(wanted)));
  }

  private List<FalsePart> begin(SemanticNode formula, Here here) {
    tried = 0;
    return search(formula, here);
  }

  private static Here here(Context context, TLCState state, Optional<Predicate<TLCState>> wanted) {
    return new Here(List.of(), context, state, TLCState.Empty, false, wanted, 0);
  }

  /** What is false of a property of steps. */
  List<FalsePart> of(SemanticNode property, Context context, TLCState state, TLCState next) {
    return begin(property, new Here(List.of(), context, state, next, true, Optional.empty(), 0));
  }

  /** A part of the specification of which it is known what is wrong. */
  FalsePart part(SemanticNode node, String fault, Context context, TLCState state) {
    return part(node, fault, here(context, state, Optional.empty()));
  }

  private FalsePart part(SemanticNode node, String fault, Here here) {
    return new FalsePart(
        SourceText.place(node),
        text(node),
        fault,
        Mentioned.in(node, this::text, expression -> value(expression, here)),
        List.of(),
        here.before().size(),
        Compared.in(here.before(), this::text));
  }

  private List<FalsePart> search(SemanticNode node, Here here) {
    if (here.wanted().isPresent() && !isPossible(node, here)) {
      return search(node, here.ofAnyStep());
    }
    if (here.depth() >= MAX_DEPTH) {
      return leaf(node, here);
    }
    if (node instanceof LetInNode let) {
      return search(let.getBody(), here.in(inside(let, here.context())));
    }
    if (node instanceof SubstInNode instance) {
      return search(instance.getBody(), here.in(inside(instance, here.context())));
    }
    if (node instanceof LabelNode label) {
      return ofPart(label.getBody(), here);
    }
    if (!(node instanceof OpApplNode application)) {
      return leaf(node, here);
    }
    ExprOrOpArgNode[] parts = application.getArgs();
    return switch (BuiltInOPs.getOpCode(application.getOperator().getName())) {
      case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> conjunction(application, here);
      case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> disjunction(application, here);
      case ToolGlobals.OPCODE_implies -> ofPart(parts[1], here);
      case ToolGlobals.OPCODE_ite -> choice(application, here);
      case ToolGlobals.OPCODE_case -> cases(application, here);
      case ToolGlobals.OPCODE_bf -> forAll(application, here);
      case ToolGlobals.OPCODE_be -> exists(application, here);
      case ToolGlobals.OPCODE_aa -> change(application, here);
      case ToolGlobals.OPCODE_sa -> step(application, here);
      case 0 -> call(application, here);
      default -> leaf(node, here);
    };
  }

  /** The context of what stands behind IN. */
  static Context inside(LetInNode let, Context context) {
    Context inside = context;
    for (OpDefNode definition : let.getLets()) {
      if (definition.getArity() == 0) {
        Value lazy = new LazyValue(definition.getBody(), inside, CostModel.DO_NOT_RECORD);
        inside = inside.cons(definition, lazy);
      }
    }
    return inside;
  }

  /** The context of a definition of a module that is instantiated. */
  static Context inside(SubstInNode instance, Context context) {
    Context inside = context;
    for (Subst with : instance.getSubsts()) {
      // What stands for a variable may be primed: nothing of it is kept.
      LazyValue lazy = new LazyValue(with.getExpr(), context, false, CostModel.DO_NOT_RECORD);
      inside = inside.cons(with.getOp(), lazy);
    }
    return inside;
  }

  /** What has no parts is false, unless there are steps that only are not those wanted. */
  private List<FalsePart> leaf(SemanticNode node, Here here) {
    return here.wanted().isPresent() ? List.of() : List.of(part(node, FALSE, here));
  }

  /** Whether there is any step, wanted or not. */
  private boolean isPossible(SemanticNode node, Here here) {
    List<ExprOrOpArgNode> all = new ArrayList<>(here.before());
    if (node instanceof ExprOrOpArgNode last) {
      all.add(last);
    }
    return successor(all, here.ofAnyStep()).isPresent();
  }

  private List<FalsePart> conjunction(OpApplNode node, Here here) {
    List<ExprOrOpArgNode> before = new ArrayList<>(here.before());
    TLCState next = here.next();
    for (ExprOrOpArgNode conjunct : node.getArgs()) {
      List<ExprOrOpArgNode> prefix = new ArrayList<>(before);
      prefix.add(conjunct);
      Optional<TLCState> reached = successor(prefix, here);
      if (reached.isEmpty()) {
        return conjunct(conjunct, here.after(before, next));
      }
      before = prefix;
      next = reached.get();
    }
    return leaf(node, here);
  }

  /** A condition is told as it stands in the action, and then what in it is false. */
  private List<FalsePart> conjunct(ExprOrOpArgNode node, Here here) {
    List<FalsePart> deeper = search(node, here);
    boolean isCondition =
        node instanceof ExprNode expression
            && expression.getLevel() <= LevelConstants.VariableLevel;
    FalsePart whole = part(node, FALSE, here);
    boolean isTold =
        deeper.size() == 1
            && deeper.get(0).place().equals(whole.place())
            && deeper.get(0).text().equals(whole.text());
    if (!isCondition || isTold || deeper.isEmpty()) {
      return deeper;
    }
    return List.of(whole.since(flat(deeper)));
  }

  private static List<FalsePart> flat(List<FalsePart> parts) {
    List<FalsePart> flat = new ArrayList<>();
    for (FalsePart part : parts) {
      flat.add(part.since(List.of()));
      flat.addAll(part.because());
    }
    return List.copyOf(flat);
  }

  /** A state, perhaps with variables that have no value yet, that satisfies all conjuncts. */
  private Optional<TLCState> successor(List<ExprOrOpArgNode> conjuncts, Here here) {
    try {
      if (here.given()) {
        for (ExprOrOpArgNode conjunct : conjuncts) {
          if (!isTrue(conjunct, here)) {
            return Optional.empty();
          }
        }
        return Optional.of(here.next());
      }
      OpApplNode all = conjunction(tool, conjuncts);
      StateVec next =
          tool.getNextStates(new Action(all, here.context()), here.context(), here.state());
      for (int i = 0; i < next.size(); i++) {
        if (here.isWanted(next.elementAt(i))) {
          return Optional.of(next.elementAt(i));
        }
      }
      return Optional.empty();
    } catch (EvalException | TLCRuntimeException e) {
      // What cannot be evaluated ends the prefix just as what is false does.
      return Optional.empty();
    }
  }

  /** All of these, as one formula. */
  static OpApplNode conjunction(Tool tool, List<ExprOrOpArgNode> conjuncts) {
    return new OpApplNode(
        ToolGlobals.OP_cl,
        conjuncts.toArray(ExprOrOpArgNode[]::new),
        conjuncts.get(0).getTreeNode(),
        tool.getSpecProcessor().getRootModule());
  }

  private List<FalsePart> disjunction(OpApplNode node, Here here) {
    List<FalsePart> reasons = new ArrayList<>();
    for (ExprOrOpArgNode alternative : node.getArgs()) {
      reasons.addAll(ofPart(alternative, here));
    }
    return reasons;
  }

  /** Why a given step is no {@code <<A>>_v}: perhaps since no step is an A there. */
  private List<FalsePart> change(OpApplNode node, Here here) {
    ExprOrOpArgNode action = node.getArgs()[0];
    if (!here.given() || isTrue(action, here)) {
      return leaf(node, here);
    }
    Here any = here(here.context(), here.state(), Optional.empty());
    return whole(
        node, isSurelyNone(action, any) ? search(action, any) : ofPart(action, here), here);
  }

  /** Why a given step is no {@code [A]_v}: it changes v, and is no A. */
  private List<FalsePart> step(OpApplNode node, Here here) {
    return here.given() ? whole(node, ofPart(node.getArgs()[0], here), here) : leaf(node, here);
  }

  /** What is false of a part, in the same context. */
  private List<FalsePart> ofPart(SemanticNode node, Here here) {
    return search(node, here.in(here.context()));
  }

  /** The formula, with what makes it false; of too much, what came furthest, if that is less. */
  private List<FalsePart> whole(SemanticNode node, List<FalsePart> because, Here here) {
    FalsePart whole = part(node, FALSE, here);
    List<FalsePart> since = flat(because);
    if (since.size() > MAX_SINCE) {
      int furthest = held(since);
      since = since.stream().filter(part -> part.held() == furthest).toList();
    }
    return List.of(since.size() > MAX_SINCE ? whole : whole.since(since));
  }

  /** How many conjuncts hold before what is false, where most do. */
  private static int held(List<FalsePart> parts) {
    return parts.stream().mapToInt(FalsePart::held).max().orElse(0);
  }

  /** Whether there is no such step; where that cannot be evaluated it is not known. */
  private boolean isSurelyNone(SemanticNode action, Here any) {
    try {
      return tool.getNextStates(new Action(action, any.context()), any.context(), any.state())
          .isEmpty();
    } catch (EvalException | TLCRuntimeException e) {
      return false;
    }
  }

  private List<FalsePart> choice(OpApplNode node, Here here) {
    ExprOrOpArgNode[] parts = node.getArgs();
    Optional<Value> condition = value(parts[0], here);
    if (condition.isEmpty()) {
      return List.of(part(node, FALSE, here));
    }
    boolean truth = condition.get().equals(BoolValue.ValTrue);
    return ofPart(parts[truth ? 1 : 2], here);
  }

  /** What is false of the first case that is meant. */
  private List<FalsePart> cases(OpApplNode node, Here here) {
    for (ExprOrOpArgNode part : node.getArgs()) {
      ExprOrOpArgNode[] pair = ((OpApplNode) part).getArgs();
      boolean isOther = pair[0] == null;
      if (isOther || isTrue(pair[0], here)) {
        List<FalsePart> lacking = ofPart(pair[1], here);
        boolean tells = lacking.stream().noneMatch(one -> one.text().equals("FALSE"));
        return tells ? lacking : leaf(node, here);
      }
    }
    return leaf(node, here);
  }

  /** The first way to choose the symbols for which the formula is false. */
  private List<FalsePart> forAll(OpApplNode node, Here here) {
    List<FormalParamNode> symbols = new ArrayList<>();
    List<ExprNode> domains = new ArrayList<>();
    FormalParamNode[][] lists = node.getBdedQuantSymbolLists();
    for (int i = 0; i < lists.length; i++) {
      if (node.isBdedQuantATuple()[i]) {
        return List.of(part(node, FALSE, here));
      }
      for (FormalParamNode symbol : lists[i]) {
        symbols.add(symbol);
        domains.add(node.getBdedQuantBounds()[i]);
      }
    }
    ExprOrOpArgNode body = node.getArgs()[0];
    return counterexample(symbols, domains, body, here, here.context())
        .map(context -> search(body, here.in(context)))
        .orElseGet(() -> List.of(part(node, FALSE, here)));
  }

  /** What the values lack that come closest: those for which most holds, and least is lacking. */
  private List<FalsePart> exists(OpApplNode node, Here here) {
    List<FalsePart> closest = null;
    try {
      IContextEnumerator values =
          tool.contexts(node, here.context(), here.state(), here.next(), EvalControl.Clear);
      Context context = values.nextElement();
      for (int i = 0; context != null && i < MAX_TRIED && tried < MAX_TRIED_IN_ALL; i++) {
        tried++;
        List<FalsePart> lacking = flat(search(node.getArgs()[0], here.in(context)));
        boolean tells = here.wanted().isEmpty() || !lacking.isEmpty();
        if (tells && (closest == null || isCloser(lacking, closest))) {
          closest = lacking;
        }
        context = values.nextElement();
      }
    } catch (EvalException | TLCRuntimeException e) {
      // Its domain has no value here; the whole is told.
      return whole(node, List.of(), here);
    }
    if (closest == null && here.wanted().isPresent()) {
      return List.of();
    }
    return whole(node, closest == null ? List.of() : closest, here);
  }

  private static boolean isCloser(List<FalsePart> one, List<FalsePart> other) {
    int further = held(one) - held(other);
    return further > 0 || (further == 0 && one.size() < other.size());
  }

  private Optional<Context> counterexample(
      List<FormalParamNode> symbols,
      List<ExprNode> domains,
      ExprOrOpArgNode body,
      Here here,
      Context context) {
    if (symbols.isEmpty()) {
      boolean holds = value(body, here.in(context)).equals(Optional.of(BoolValue.ValTrue));
      return holds ? Optional.empty() : Optional.of(context);
    }
    if (!(value(domains.get(0), here).orElse(null) instanceof Enumerable domain)) {
      return Optional.empty();
    }
    ValueEnumeration all = domain.elements();
    for (Value value = all.nextElement(); value != null; value = all.nextElement()) {
      Optional<Context> found =
          counterexample(
              symbols.subList(1, symbols.size()),
              domains.subList(1, domains.size()),
              body,
              here,
              context.cons(symbols.get(0), value));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private List<FalsePart> call(OpApplNode node, Here here) {
    Object target = tool.lookup(node.getOperator(), here.context(), here.state(), false);
    if (target instanceof LazyValue lazy && lazy.expr != null) {
      // An argument that has the name of its parameter in it means the one outside.
      return names(lazy.expr, node.getOperator())
          ? search(lazy.expr, here.after(List.of(), here.next()).in(lazy.con))
          : ofPart(lazy.expr, here);
    }
    if (!(target instanceof OpDefNode definition) || definition.getBody() == null) {
      return List.of(part(node, FALSE, here));
    }
    Context inside = tool.getOpContext(definition, node.getArgs(), here.context(), true);
    return search(definition.getBody(), here.in(inside));
  }

  private static boolean names(SemanticNode expression, SymbolNode symbol) {
    if (expression instanceof OpApplNode application && application.getOperator().equals(symbol)) {
      return true;
    }
    return Children.of(expression).stream().anyMatch(part -> names(part, symbol));
  }

  private boolean isTrue(SemanticNode formula, Here here) {
    return value(formula, here).equals(Optional.of(BoolValue.ValTrue));
  }

  private Optional<Value> value(SemanticNode expression, Here here) {
    try {
      return Optional.of(
          tool.eval(
              expression,
              here.context(),
              here.state(),
              here.next(),
              EvalControl.Clear,
              CostModel.DO_NOT_RECORD));
    } catch (EvalException | TLCRuntimeException e) {
      // Has no value here, such as a primed variable that is not given yet.
      return Optional.empty();
    }
  }
}
