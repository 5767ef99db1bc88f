/** What a node keeps: its folder, its journal, and the snapshots of its service. */
package org.scrutin.node.disk;
