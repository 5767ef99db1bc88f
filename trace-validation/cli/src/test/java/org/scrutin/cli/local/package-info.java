/** Tests of the links between nodes on this machine. */
package org.scrutin.cli.local;
