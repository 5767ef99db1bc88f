/** Tests of the simulator by itself: toy cores, exact times. */
package org.scrutin.simulation;
