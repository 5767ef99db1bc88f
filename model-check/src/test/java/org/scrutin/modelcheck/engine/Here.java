package org.scrutin.modelcheck.engine;

/** An empty class in a sandbox, by which a test gets hold of its class loader. */
public final class Here {}
