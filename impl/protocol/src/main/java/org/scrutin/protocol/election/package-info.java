/**
 * What several algorithms share: who owns which epoch, the ring, time-outs, the order of effects.
 */
package org.scrutin.protocol.election;
