package org.scrutin.render;

import java.util.Optional;

/**
 * What a picture shows.
 *
 * @param window which events; a rejected step outside of it moves it there
 * @param rejection the step that replay rejected
 */
public record DiagramOptions(Window window, Optional<Rejection> rejection) {

  /** As much as a person can read: the first and the last 75 events; nothing rejected. */
  public static final DiagramOptions DEFAULT =
      new DiagramOptions(new Window.FirstAndLast(75, 75), Optional.empty());

  /** The same with another window. */
  public DiagramOptions withWindow(Window other) {
    return new DiagramOptions(other, rejection);
  }

  /** The same with a rejected step. */
  public DiagramOptions withRejection(Rejection rejected) {
    return new DiagramOptions(window, Optional.of(rejected));
  }

  /**
   * A step that the specification does not allow.
   *
   * @param event its number, from 1
   * @param reason why, in words; may have several lines
   */
  public record Rejection(long event, String reason) {

    public Rejection {
      if (event < 1) {
        throw new IllegalArgumentException("events are numbered from 1, not " + event);
      }
    }
  }
}
