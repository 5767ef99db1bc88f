/** Tests of the failure detectors by themselves: times go in, beliefs come out. */
package org.scrutin.protocol.detector;
