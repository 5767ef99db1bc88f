package org.scrutin.modelcheck;

import java.util.Optional;

/**
 * The measured size of a model, in states. With one worker it is the same in every run.
 *
 * @param distinct different states
 * @param generated states generated, with repetitions
 * @param depth the longest distance from an initial state, counted in states
 * @param length states of the counterexample, if there is one; of a lasso, those before it closes
 */
public record Pinned(long distinct, long generated, int depth, Optional<Integer> length) {}
