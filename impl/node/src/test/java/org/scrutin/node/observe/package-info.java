package org.scrutin.node.observe;
