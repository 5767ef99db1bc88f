/** Tests of the trace format: which bytes are written, and that its schema allows them. */
package org.scrutin.trace;
