/** What specifications extend and TLC does not bring: the parts of these modules that need Java. */
package org.scrutin.replay.engine.modules;
