package org.scrutin.junit.tutorial;

import org.junit.jupiter.api.Test;
import org.scrutin.junit.ConformsTo;
import org.scrutin.trace.Tracer;

@ConformsTo(spec = "src/test/resources/Lock.tla", config = "src/test/resources/Lock.cfg")
class LockServerTest {

  @Test
  void clientsTakeTurns(Tracer tracer) {
    LockServer server = new LockServer(tracer);
    server.ask("alice");
    server.ask("bob");
    server.release("alice");
    server.release("bob");
  }
}
