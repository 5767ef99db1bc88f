/**
 * Did clients see one truth? A history of operations is linearizable when each operation seems to
 * take effect at one instant between its call and its return, as a sequential model allows. Start
 * at {@link org.scrutin.linearizability.LinearizabilityChecker}.
 */
package org.scrutin.linearizability;
