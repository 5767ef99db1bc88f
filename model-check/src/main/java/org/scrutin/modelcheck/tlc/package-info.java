/** Private copies of TLC in this process, and what passes between them and the rest. */
package org.scrutin.modelcheck.tlc;
