/**
 * Runs protocol cores in every weather: one thread, virtual time, one seed that decides everything.
 * The same seed gives the same trace, byte for byte, on every machine and JDK: chance comes from
 * {@link java.util.Random}, whose algorithm the JDK documents, and floating point from {@link
 * StrictMath}.
 */
package org.scrutin.simulation;
