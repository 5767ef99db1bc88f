/** How much clients can ask of real nodes on this machine. */
package org.scrutin.cli.load;
