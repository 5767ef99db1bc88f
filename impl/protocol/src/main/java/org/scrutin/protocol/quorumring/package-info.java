/** Ring with a quorum behind each leader: spec/ring/QuorumRing.tla in Java, action by action. */
package org.scrutin.protocol.quorumring;
