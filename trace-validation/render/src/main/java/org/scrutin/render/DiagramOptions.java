package org.scrutin.render;

import java.util.Optional;

/**
 * What a picture shows.
 *
 * @param window which events; a rejected step outside of it moves it there
 * @param rejection the step that replay rejected
 * @param undecided why nobody knows whether the run conforms
 */
public record DiagramOptions(
    Window window, Optional<Rejection> rejection, Optional<String> undecided) {

  /** As much as a person can read: the first and the last 75 events; nothing rejected. */
  public static final DiagramOptions DEFAULT =
      new DiagramOptions(new Window.FirstAndLast(75, 75), Optional.empty(), Optional.empty());

  /** The same with another window. */
  public DiagramOptions withWindow(Window other) {
    return new DiagramOptions(other, rejection, undecided);
  }

  /** The same with a rejected step. */
  public DiagramOptions withRejection(Rejection rejected) {
    return new DiagramOptions(window, Optional.of(rejected), undecided);
  }

  /** The same, which says that replay has decided nothing. */
  public DiagramOptions withUndecided(String why) {
    return new DiagramOptions(window, rejection, Optional.of(why));
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
