/** Each way to decide is compared with one that tries everything. */
package org.scrutin.linearizability;
