/**
 * A real node: the pure cores of {@link org.scrutin.protocol}, with a thread, a disk, a network and
 * clients. docs/node.md says how to run one.
 */
package org.scrutin.node;
