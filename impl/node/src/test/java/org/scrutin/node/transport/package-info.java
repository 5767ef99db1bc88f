package org.scrutin.node.transport;
