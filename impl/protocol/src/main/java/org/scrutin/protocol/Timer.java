package org.scrutin.protocol;

/**
 * The name of a timer. A node has at most one running timer of each name; setting it again replaces
 * it.
 *
 * @param name what is waited for
 */
public record Timer(String name) {}
