/** The Bully algorithm: spec/bully/Bully.tla in Java, action by action. */
package org.scrutin.protocol.bully;
