/**
 * Client sessions: how a service on a replicated log executes each command once, though it is in
 * the log twice. Ongaro's thesis, 6.3; spec/session/Sessions.tla.
 */
package org.scrutin.protocol.session;
