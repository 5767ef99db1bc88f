/**
 * The trace format: NDJSON, one event a line, written at the step boundary. Described in {@code
 * docs/trace-format.md}.
 */
package org.scrutin.trace;
