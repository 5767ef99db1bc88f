/** The smallest part of a rejected trace that is rejected for the same reason. */
package org.scrutin.replay.shrink;
