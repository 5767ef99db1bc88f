/** Election on a ring by collecting the participants: spec/ring/Ring.tla in Java. */
package org.scrutin.protocol.ring;
