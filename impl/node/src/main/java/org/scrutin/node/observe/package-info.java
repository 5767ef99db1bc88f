/** What a node tells of itself: its trace, its metrics, its health. */
package org.scrutin.node.observe;
