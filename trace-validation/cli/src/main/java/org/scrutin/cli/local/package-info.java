/** Clusters on this machine: each node a process, each link between two of them a proxy of ours. */
package org.scrutin.cli.local;
