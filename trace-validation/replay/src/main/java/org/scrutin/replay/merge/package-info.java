/**
 * Puts the traces of several nodes into one order that respects cause and effect, as a stream,
 * while the system runs if need be.
 */
package org.scrutin.replay.merge;
