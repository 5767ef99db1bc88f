package org.scrutin.replay.shrink;

import java.util.List;

/**
 * A part of a rejected trace that is rejected for the same reason.
 *
 * @param lines the trace, its header first if it has one, its events numbered anew
 * @param kept the lines of the whole trace that are its events, from 1; the last is the rejected
 *     one
 * @param isSmallest whether none of its events can be left out; otherwise the limits were reached
 * @param replays how many traces were judged on the way
 */
public record Shrunk(List<String> lines, List<Integer> kept, boolean isSmallest, int replays) {}
