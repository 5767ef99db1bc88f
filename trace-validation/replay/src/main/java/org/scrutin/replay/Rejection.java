package org.scrutin.replay;

import java.util.List;

/**
 * Why a trace does not conform.
 *
 * @param event the number of the event, 0 for the initial state
 * @param where file:line of the trace
 * @param claim the action that the event claims, with its arguments
 * @param reason one sentence: what is wrong
 * @param details what supports it: the false conjunct with its place and values, or the values that
 *     differ
 * @param enabled the actions that the specification did allow at this point, a line each
 */
public record Rejection(
    long event,
    String where,
    String claim,
    String reason,
    List<String> details,
    List<String> enabled) {

  /** The whole explanation, a line for each thing. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(where).append(": event ").append(event).append(", ").append(claim);
    text.append(": ").append(reason);
    details.forEach(detail -> text.append("\n    ").append(detail));
    if (!enabled.isEmpty()) {
      text.append("\n  what the specification allows at this point:");
      enabled.forEach(action -> text.append("\n    ").append(action));
    }
    return text.toString();
  }
}
