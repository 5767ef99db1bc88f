/** The configuration file of a node. */
package org.scrutin.node.config;
