/** Tests of the faults as data. */
package org.scrutin.simulation.weather;
