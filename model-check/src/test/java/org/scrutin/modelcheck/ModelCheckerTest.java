package org.scrutin.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scrutin.modelcheck.tlc.SpecLibrary;

class ModelCheckerTest {

  private static final ModelChecker CHECKER =
      new ModelChecker(Specs.library(), new ModelChecker.Settings(2, 1));

  private static final List<Model> DIFFERENT =
      List.of(
          Specs.model("Light", "light/liveness", "violates GreenAgain"),
          Specs.model("Counter", "counter/holds", "holds"),
          Specs.model("Mutex", "mutex/exclusion", "violates Exclusion"),
          Specs.model("Clock", "clock/jumps", "violates Refinement"),
          Specs.model("Counter", "counter/deadlock", "deadlocks"));

  @Test
  void different_specifications_at_the_same_time_give_the_right_answers_in_order()
      throws InterruptedException {
    List<Model> models = Collections.nCopies(4, DIFFERENT).stream().flatMap(List::stream).toList();
    List<String> finished = new ArrayList<>();
    List<ModelResult> results =
        CHECKER.check(
            models,
            new ModelChecker.Listener() {
              @Override
              public void finished(Model model, ModelResult result) {
                finished.add(model.name());
              }
            });
    assertThat(results).extracting(ModelResult::model).isEqualTo(finished);
    assertThat(finished).isEqualTo(models.stream().map(Model::name).toList());
    for (int i = 0; i < models.size(); i++) {
      assertThat(results.get(i).verdict().meets(models.get(i).expect())).isTrue();
      assertThat(results.get(i).measured())
          .as("the same in every run")
          .isEqualTo(results.get(i % DIFFERENT.size()).measured());
    }
  }

  @Test
  void several_workers_find_the_same_states() throws InterruptedException {
    ModelChecker checker = new ModelChecker(Specs.library(), new ModelChecker.Settings(1, 2));
    ModelResult result =
        checker.check(List.of(DIFFERENT.get(1)), new ModelChecker.Listener() {}).get(0);
    assertThat(result.distinct()).isEqualTo(8);
    assertThat(result.generated()).isEqualTo(9);
  }

  @Test
  void a_model_that_cannot_be_checked_does_not_keep_the_others_from_it()
      throws InterruptedException {
    List<Model> models = List.of(Specs.model("Syntax", "broken/plain", "holds"), DIFFERENT.get(1));
    List<ModelResult> results = CHECKER.check(models, new ModelChecker.Listener() {});
    assertThat(results.get(0).verdict()).isInstanceOf(Verdict.Unusable.class);
    assertThat(results.get(1).verdict()).isEqualTo(new Verdict.Holds());
  }

  @Test
  void an_interrupt_stops_it() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> CHECKER.check(DIFFERENT, new ModelChecker.Listener() {}))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void no_thread_no_port_and_no_management_bean_outlives_a_run() throws Exception {
    List<Model> models =
        List.of(
            Specs.model("Light", "light/liveness", "violates GreenAgain"),
            Specs.model("Counter", "counter/initial", "violates NotZero"),
            Specs.model("Types", "broken/types", "violates Wrong"));
    CHECKER.check(models, new ModelChecker.Listener() {});
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("RMI") || name.startsWith("TLC"));
    assertThat(
            java.lang.management.ManagementFactory.getPlatformMBeanServer()
                .queryNames(new javax.management.ObjectName("tlc2*:*"), null))
        .isEmpty();
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    assertThatThrownBy(() -> SpecLibrary.of(java.nio.file.Path.of("no/such/folder")))
        .hasMessageStartingWith("no/such/folder: ");
  }
}
