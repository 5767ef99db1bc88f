package org.scrutin.modelcheck;

import org.scrutin.modelcheck.tlc.Behaviours;

/**
 * What random behaviours of a model came to, without a violation. With one worker it is the same in
 * every run.
 *
 * @param behaviours which
 * @param states states generated, with repetitions
 */
public record Simulated(Behaviours behaviours, long states) {}
