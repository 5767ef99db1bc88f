package org.scrutin.failover;

import java.util.Optional;

/** What is compared. */
enum Elector {
  SCRUTIN("Scrutin", ScrutinNode.class, Optional.empty()),
  RATIS("Apache Ratis 3.3.0", RatisNode.class, Optional.empty()),
  JRAFT("SOFAJRaft 1.4.1", JraftNode.class, Optional.empty()),
  CURATOR("Apache Curator 5.9.0", CuratorNode.class, Optional.of(ZooKeeperNode.class));

  private final String title;
  private final Class<?> main;
  private final Optional<Class<?>> service;

  Elector(String title, Class<?> main, Optional<Class<?>> service) {
    this.title = title;
    this.main = main;
    this.service = service;
  }

  String title() {
    return title;
  }

  /** Whether it has libraries of its own, which do not go with those of the others. */
  boolean isApart() {
    return this == SCRUTIN;
  }

  /** The main class of a node. */
  Class<?> main() {
    return main;
  }

  /** The main class of what the nodes need besides, and is not harmed. */
  Optional<Class<?>> service() {
    return service;
  }
}
