package org.scrutin.render;

/** Kinds of things in a picture; the legend explains those that are there. */
enum Mark {
  OWN_STEP("step of a node on its own"),
  RECEIPT("step on receipt of a message"),
  LEADER("the node takes itself for the leader, with its epoch"),
  CONFLICT("two or more leaders at once"),
  CRASH("crash; no line while down"),
  RESTART("restart"),
  PAUSE("paused"),
  CUT("link cut"),
  PARTITION("partition: no message passes the wall"),
  DRIFT("clock drifts"),
  LOST("message lost"),
  DUPLICATE("message received again"),
  REROUTED("message rerouted"),
  UNRECEIVED("message not received by the end"),
  OUTSIDE("sent or received outside the picture"),
  REJECTED("step that the specification does not allow");

  private final String words;

  Mark(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
