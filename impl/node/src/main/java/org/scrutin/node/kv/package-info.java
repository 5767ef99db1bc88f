/**
 * A replicated key-value service on Raft: commands executed once by sessions, reads that are never
 * old, snapshots, and writes that are refused to who shows an old fencing token.
 */
package org.scrutin.node.kv;
