/**
 * Raft: spec/raft in Java, action by action. {@link org.scrutin.protocol.raft.Raft} gives each
 * input to its action; elections and replication are a class each, as they are a module each there.
 */
package org.scrutin.protocol.raft;
