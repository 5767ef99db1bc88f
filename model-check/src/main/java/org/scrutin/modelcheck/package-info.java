/** Runs TLC on the models of the specifications and holds their results to what is pinned. */
package org.scrutin.modelcheck;
