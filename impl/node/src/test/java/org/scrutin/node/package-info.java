/** Real nodes, on this machine. */
package org.scrutin.node;
