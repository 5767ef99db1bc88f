/**
 * A small world for cores: all nodes and what is between them as one value, and all that can happen
 * next. Its grain is that of the specifications, so that its states and transitions can be counted
 * and the counts compared with TLC's.
 */
package org.scrutin.protocol.world;
