/**
 * How long a cluster is without a leader that may write, after its leader was killed or stopped:
 * Scrutin's nodes beside those of Apache Ratis, SOFAJRaft and Apache Curator.
 *
 * <p>All are measured in the same way, from the outside. Each node is a process of its own. As soon
 * as it leads and one write of its has been acknowledged, it prints a line with the time of the
 * machine's monotonic clock, which all processes share. The measure runs from the signal to the
 * leader until that line of a successor.
 */
package org.scrutin.failover;
