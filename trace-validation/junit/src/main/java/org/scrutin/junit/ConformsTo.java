package org.scrutin.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a test traces must be a behaviour of this specification; otherwise the test fails, and its
 * message says why. A test gets its tracers as a parameter:
 *
 * <pre>{@code
 * @Test
 * @ConformsTo(spec = "spec/Lock.tla", config = "spec/Lock.cfg")
 * void twoClientsTakeTurns(Tracers tracers) {
 *   for (String client : List.of("alice", "bob")) {
 *     tracers.of(client).step("Ask", client).write();
 *     tracers.of(client).step("Grant", client).state(Map.of("holder", client)).write();
 *     tracers.of(client).step("Release", client).write();
 *   }
 * }
 * }</pre>
 *
 * A test of a single node may ask for a {@code Tracer} instead. A test that traces nothing fails,
 * and so does one whose trace is undecided. The constructor and {@code @BeforeEach} may ask for
 * tracers too, and {@code @BeforeAll} for {@code Tracers}, which begin anew with each test.
 *
 * <p>At a class it is for all tests in it and in its {@code @Nested} classes, where nothing nearer
 * says otherwise.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(ConformsToExtension.class)
public @interface ConformsTo {

  /** The root module's file, from the working folder; other modules are found beside it. */
  String spec();

  /** The configuration's file: constants, initial states, next-state relation, invariants. */
  String config();

  /** The node of a test that asks for one {@code Tracer}. */
  String node() default "n1";
}
