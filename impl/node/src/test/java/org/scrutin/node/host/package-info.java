package org.scrutin.node.host;
