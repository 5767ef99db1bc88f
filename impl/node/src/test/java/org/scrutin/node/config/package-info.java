package org.scrutin.node.config;
