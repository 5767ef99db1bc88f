/** Bully with a quorum behind each leader: spec/bully/QuorumBully.tla in Java, action by action. */
package org.scrutin.protocol.quorumbully;
