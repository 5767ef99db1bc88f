/** What clients and operators see: the gRPC service of a node, and a client of it. */
package org.scrutin.node.client;
