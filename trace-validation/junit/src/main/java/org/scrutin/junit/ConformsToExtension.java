package org.scrutin.junit;

import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.scrutin.modelcheck.tlc.Scratch;
import org.scrutin.replay.Verdict;
import org.scrutin.replay.merge.CausalityException;
import org.scrutin.trace.TraceHeader;
import org.scrutin.trace.Tracer;

/** Hands tracers to a test and validates what they wrote; see {@link ConformsTo}. */
final class ConformsToExtension
    implements ParameterResolver, BeforeEachCallback, AfterTestExecutionCallback {

  private static final Namespace NAMESPACE = Namespace.create(ConformsToExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Tracers.class || type == Tracer.class;
  }

  /** A constructor's tracers are of the test that the instance is made for, and of no other. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    boolean all = parameter.getParameter().getType() == Tracers.class;
    boolean constructor = parameter.getDeclaringExecutable() instanceof Constructor;
    if (!all && isForAllTests(constructor, context)) {
      throw new ParameterResolutionException(
          "a Tracer ends with its test: ask for Tracers here, or for a Tracer in each test");
    }
    Tracers tracers =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                Tracers.class, type -> new Tracers(header(context)), Tracers.class);
    if (constructor) {
      // Before JUnit 5.12 all instances of a class have the same, one after the other.
      tracers.begin();
    }
    return all ? tracers : tracers.of(annotation(context).node());
  }

  private static boolean isForAllTests(boolean constructor, ExtensionContext context) {
    boolean once = context.getTestInstanceLifecycle().filter(PER_CLASS::equals).isPresent();
    return context.getTestMethod().isEmpty() && (once || !constructor);
  }

  private static TraceHeader header(ExtensionContext context) {
    ConformsTo how = annotation(context);
    return new TraceHeader(
        how.spec(), how.config(), Map.of(), context.getDisplayName(), OptionalLong.empty());
  }

  /** The nearest: at the test, at its class, or at a class in which that is nested. */
  private static ConformsTo annotation(ExtensionContext context) {
    for (Optional<ExtensionContext> at = Optional.of(context);
        at.isPresent();
        at = at.get().getParent()) {
      Optional<ConformsTo> found =
          AnnotationSupport.findAnnotation(at.get().getElement(), ConformsTo.class);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new ParameterResolutionException("@ConformsTo stands on no method or class");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Tracers tracers = tracers(context);
    if (tracers != null) {
      tracers.begin();
    }
  }

  /** Those of the test, or else of its class; null if nobody has asked for any. */
  private static Tracers tracers(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(Tracers.class, Tracers.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Tracers tracers = tracers(context);
    if (tracers == null) {
      throw new AssertionError(
          "@ConformsTo, but the test has no parameter Tracers or Tracer: nothing was validated");
    }
    // A test may end interrupted. Files cannot be read then; and what comes after shall know it.
    boolean interrupted = Thread.interrupted();
    try {
      judge(context, tracers.end());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void judge(ExtensionContext context, List<Path> files) {
    if (context.getExecutionException().isPresent()) {
      // The test has its own failure, which comes first.
      return;
    }
    ConformsTo how = annotation(context);
    LoadedSpecs specs =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(LoadedSpecs.class, type -> new LoadedSpecs(), LoadedSpecs.class);
    require(files, how, specs);
    Scratch.delete(files.get(0).getParent());
  }

  private static void require(List<Path> files, ConformsTo how, LoadedSpecs specs) {
    if (files.isEmpty()) {
      throw new AssertionError("the test traced nothing, so nothing was validated");
    }
    Verdict verdict;
    try {
      verdict = specs.validate(Path.of(how.spec()), Path.of(how.config()), files);
    } catch (CausalityException e) {
      throw new AssertionError(e.getMessage(), e);
    }
    if (verdict instanceof Verdict.Rejected rejected) {
      throw new AssertionError(
          "rejected: "
              + rejected.rejection().text()
              + "\n  the traces are in "
              + files.get(0).getParent());
    }
    if (verdict instanceof Verdict.Undecided undecided) {
      throw new AssertionError(
          "undecided: " + undecided.reason() + "\n  the traces are in " + files.get(0).getParent());
    }
  }
}
