/**
 * A fault test of real nodes, in the manner of Jepsen: a nemesis disturbs, clients work and write
 * down what they did, and then it is judged.
 */
package org.scrutin.cli.torture;
