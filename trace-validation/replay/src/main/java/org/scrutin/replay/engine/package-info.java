/** The classes of replay that talk to TLC; loaded anew for each specification. */
package org.scrutin.replay.engine;
