/**
 * Hosts a core for real: one thread, {@link org.scrutin.node.host.Host}, keeps the contract of the
 * step boundary that {@link org.scrutin.protocol} describes, with real time, disk and network. What
 * a layer above needs to know of leadership comes by one interface, {@link
 * org.scrutin.node.host.ElectionObserver}.
 */
package org.scrutin.node.host;
