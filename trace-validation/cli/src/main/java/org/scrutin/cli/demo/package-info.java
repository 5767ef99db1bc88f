/** Stories told by real nodes. */
package org.scrutin.cli.demo;
