/** What one election costs, in messages and time, when nothing else happens. */
package org.scrutin.simulation.cost;
