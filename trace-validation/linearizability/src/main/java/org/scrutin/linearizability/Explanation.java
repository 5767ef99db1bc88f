package org.scrutin.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a search that keeps its ways has to tell of a history.
 *
 * @param stuck the operation whose return no order allows; empty where there is an order, or where
 *     a limit was reached
 * @param orders the longest orders of what returned before that, at most {@link #MAX_ORDERS}, the
 *     longest first; where the history is linearizable, one of all; fewer where a limit was reached
 * @param cut the limit that was reached before all of that was known, in words
 */
public record Explanation(Optional<Operation> stuck, List<Order> orders, Optional<String> cut) {

  /** A reader learns nothing from more of them. */
  public static final int MAX_ORDERS = 10;

  /** Keeps a copy. */
  public Explanation {
    orders = List.copyOf(orders);
  }

  /**
   * One order.
   *
   * @param operations in this order
   * @param state of the model after them, as text
   * @param refused the operations that are open then, and why each cannot be next
   */
  public record Order(List<Linearized> operations, String state, List<Refusal> refused) {
    /** Keeps copies. */
    public Order {
      operations = List.copyOf(operations);
      refused = List.copyOf(refused);
    }
  }

  /**
   * Why an operation cannot be next.
   *
   * @param reason in words, of the state and the operation
   */
  public record Refusal(Operation operation, String reason) {}

  /** Explains a history, or a part of one, as far as the limits allow. */
  public static <S> Explanation of(Model<S> model, History history, Limits limits) {
    if (Keys.unknownTo(model, history)) {
      throw new IllegalArgumentException(
          model.name() + " knows no keys; explain each part of history.byKey() by itself");
    }
    return of(model, history, new Budget(limits));
  }

  /**
   * One order of each part of a linearizable history, of at most {@link #MAX_ORDERS}, as far as the
   * limits allow for all of them together.
   */
  public static <S> Explanation ofParts(Model<S> model, History history, Limits limits) {
    return ofParts(model, history, new Budget(limits));
  }

  static <S> Explanation ofParts(Model<S> model, History history, Budget budget) {
    List<Order> orders = new ArrayList<>();
    Optional<String> cut = Optional.empty();
    for (History part : model.partition(history)) {
      if (orders.size() == MAX_ORDERS || budget.clock().isPresent()) {
        break;
      }
      Explanation one = of(model, part, budget);
      orders.addAll(one.orders());
      cut = cut.or(one::cut);
    }
    return new Explanation(Optional.empty(), orders, cut);
  }

  private static <S> Explanation of(Model<S> model, History history, Budget budget) {
    try {
      Problem<S> problem = new Problem<>(model, history);
      Steps<S> steps = new Steps<>(problem, budget);
      return new Frontier<>(problem, steps, budget, new Trail()).explain();
    } catch (LimitReached reached) {
      return cut(reached);
    } catch (OutOfMemoryError full) {
      // As in the check.
      return cut(LimitReached.memory());
    }
  }

  private static Explanation cut(LimitReached reached) {
    return new Explanation(Optional.empty(), List.of(), Optional.of(reached.reason()));
  }
}
