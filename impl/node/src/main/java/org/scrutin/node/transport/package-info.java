/**
 * Messages between nodes: a small {@link org.scrutin.node.transport.Transport}, and the one there
 * is, on Netty. docs/decisions/0001-transport.md says why.
 */
package org.scrutin.node.transport;
