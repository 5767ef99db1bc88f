/** Failure detectors: pure, fed with the times at which a peer was heard of. */
package org.scrutin.protocol.detector;
