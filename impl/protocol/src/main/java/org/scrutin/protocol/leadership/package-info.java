/**
 * What a service that embeds an election is promised about callbacks and fencing tokens: the
 * contract of one node, as a pure function. spec/leadership/Grants.tla; docs/leadership.md.
 */
package org.scrutin.protocol.leadership;
