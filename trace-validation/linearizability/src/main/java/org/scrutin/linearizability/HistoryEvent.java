package org.scrutin.linearizability;

/**
 * One line of a history, whatever its format.
 *
 * @param line from 1
 * @param process an integer for a client
 * @param type invoke, ok, fail or info
 */
record HistoryEvent(int line, Object process, String type, String f, Object value) {}
