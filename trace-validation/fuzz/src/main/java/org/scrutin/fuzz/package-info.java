/** Runs in every weather, each replayed: can we break it? */
package org.scrutin.fuzz;
