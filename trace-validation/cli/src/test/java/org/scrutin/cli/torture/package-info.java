/** Tests of the fault test: whatever it checks is seen to fail. */
package org.scrutin.cli.torture;
