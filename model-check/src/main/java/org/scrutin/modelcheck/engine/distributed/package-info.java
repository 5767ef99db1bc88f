/** TLC beyond one machine: a server that holds the states, and workers that explore them. */
package org.scrutin.modelcheck.engine.distributed;
