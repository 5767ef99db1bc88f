/**
 * Hosts the contract of {@code org.scrutin.protocol.leadership} for a service: listeners hear of
 * leadership in order, each on an executor of its own, and none of them can hold up another or the
 * election. docs/leadership.md.
 */
package org.scrutin.leadership;
