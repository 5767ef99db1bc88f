package org.scrutin.node.kv;
