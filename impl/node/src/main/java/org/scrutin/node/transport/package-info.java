/**
 * Messages between nodes: a small {@link org.scrutin.node.transport.Transport}, the one on Netty,
 * and one in memory. docs/decisions/0001-transport.md says why.
 */
package org.scrutin.node.transport;
