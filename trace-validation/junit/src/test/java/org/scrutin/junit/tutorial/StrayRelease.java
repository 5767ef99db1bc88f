package org.scrutin.junit.tutorial;

import org.junit.jupiter.api.Test;
import org.scrutin.junit.ConformsTo;
import org.scrutin.trace.Tracer;

/** Fails on purpose; no build runs it by itself, since its name is not that of a test. */
@ConformsTo(spec = "src/test/resources/Lock.tla", config = "src/test/resources/Lock.cfg")
class StrayRelease {

  @Test
  void aReleaseThatComesTwiceDoesNoHarm(Tracer tracer) {
    LockServer server = new LockServer(tracer);
    server.ask("alice");
    server.release("alice");
    server.ask("bob");
    server.release("alice"); // the network delivered it again
  }
}
