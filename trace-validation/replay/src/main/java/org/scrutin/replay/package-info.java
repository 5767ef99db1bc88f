/**
 * Did this run conform to its specification? Each event of a trace names an action of the
 * specification; TLC's own evaluator takes that action, with its parameters bound to the event's
 * arguments, and successors that disagree with the logged values are dropped. What is left is what
 * the specification allows. The cost is linear in the length of the trace.
 */
package org.scrutin.replay;
