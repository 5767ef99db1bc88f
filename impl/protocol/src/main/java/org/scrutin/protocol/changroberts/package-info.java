/** Election on a ring by extrema-finding: spec/ring/ChangRoberts.tla in Java, action by action. */
package org.scrutin.protocol.changroberts;
