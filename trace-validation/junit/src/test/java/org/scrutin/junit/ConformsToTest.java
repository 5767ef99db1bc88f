package org.scrutin.junit;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scrutin.trace.Stamp;
import org.scrutin.trace.Tracer;

/** The extension on tests of its own. */
@ConformsTo(spec = "src/test/resources/Lock.tla", config = "src/test/resources/Lock.cfg")
class ConformsToTest {

  @Test
  void aServerAndTwoClientsThatTakeTurnsConform(Tracers tracers) {
    Stamp asked = ask(tracers, "alice");
    tracers
        .of("server")
        .step("Grant", "alice")
        .received(asked)
        .state(Map.of("holder", "alice"))
        .write();
    Stamp other = ask(tracers, "bob");
    tracers.of("server").step("Release", "alice").state(Map.of("holder", "nobody")).write();
    tracers
        .restarted("server")
        .step("Grant", "bob")
        .received(other)
        .state(Map.of("holder", "bob"))
        .write();
  }

  private static Stamp ask(Tracers tracers, String client) {
    return tracers.of(client).step("Ask", client).sentTo("server").write().get(0);
  }

  @Test
  void aTestOfOneNodeGetsOneTracer(Tracer tracer) {
    tracer.step("Ask", "bob").write();
    tracer.step("Grant", "bob").state(Map.of("holder", "bob")).write();
  }
}
