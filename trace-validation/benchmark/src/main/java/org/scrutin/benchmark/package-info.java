/** Benchmarks: two things compared in one run. {@code docs/performance.md} has the commands. */
package org.scrutin.benchmark;
