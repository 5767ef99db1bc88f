package org.scrutin.modelcheck;

/**
 * How often an action was taken.
 *
 * @param action its name
 * @param location where it is, as {@code Module.tla:line}
 * @param distinct new states it led to
 * @param taken states it led to, new or not, as TLC counts them: behind some quantifiers it counts
 *     twice, but it is 0 just if the action was never taken
 */
public record ActionCoverage(String action, String location, long distinct, long taken) {}
