/** TLC with trace specifications written by hand: what replay is compared with. */
package org.scrutin.fuzz.oracle;
