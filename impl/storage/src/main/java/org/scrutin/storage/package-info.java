/**
 * What survives a crash: a journal of checked records in a folder, {@link
 * org.scrutin.storage.Journal}, and on it the durable state of a node, {@link
 * org.scrutin.storage.DurableStore}. The simulator and real nodes have the same code; only the
 * {@link org.scrutin.storage.Volume} differs.
 */
package org.scrutin.storage;
