/** Faults as data: what befalls a run, said so that it can be printed, read back and shrunk. */
package org.scrutin.simulation.weather;
