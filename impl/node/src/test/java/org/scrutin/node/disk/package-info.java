package org.scrutin.node.disk;
