/** Cores with a fault each, made of the real ones, so that replay has something to find. */
package org.scrutin.fuzz.faults;
