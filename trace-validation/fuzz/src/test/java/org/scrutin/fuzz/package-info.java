/** Properties of whole runs: each is simulated and then replayed against its specification. */
package org.scrutin.fuzz;
