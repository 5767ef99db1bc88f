package org.scrutin.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  private EventQueue queue = new EventQueue();

  private static final class Named extends EventQueue.Event {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    void run() {
      throw new AssertionError("a queue runs nothing: " + name);
    }
  }

  private Named add(long time, String name) {
    Named event = new Named(name);
    queue.add(time, event);
    return event;
  }

  private List<String> drain() {
    List<String> names = new ArrayList<>();
    while (!queue.isEmpty()) {
      names.add(((Named) queue.poll()).name);
    }
    return names;
  }

  @Test
  void theEarlierEventComesFirst() {
    add(30, "c");
    add(10, "a");
    add(20, "b");
    assertThat(drain()).containsExactly("a", "b", "c");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void ofTheEventsOfOneMomentTheOlderComesFirst() {
    for (String name : List.of("a", "b", "c", "d", "e", "f", "g")) {
      add(5, name);
    }
    assertThat(drain()).containsExactly("a", "b", "c", "d", "e", "f", "g");
  }

  @Test
  void anEventThatIsPostponedKeepsItsAge() {
    add(1, "first");
    add(9, "second");
    EventQueue.Event first = queue.poll();
    queue.postpone(9, first);
    add(9, "third");
    assertThat(first.time()).isEqualTo(9);
    assertThat(drain()).containsExactly("first", "second", "third");
  }

  @Test
  void anEventThatIsAddedAgainIsYoungAgain() {
    add(1, "first");
    add(9, "second");
    queue.add(9, queue.poll());
    assertThat(drain()).containsExactly("second", "first");
  }

  @Property(seed = "1", tries = 100)
  void theOrderIsThatOfAStableSort(
      @ForAll @Size(max = 700) List<@IntRange(max = 20) Integer> times) {
    // More events than the queue begins with room for, and few different times.
    queue = new EventQueue();
    List<Named> expected = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      expected.add(add(times.get(i), "event " + i));
    }
    expected.sort(Comparator.comparingLong(Named::time));
    assertThat(drain()).isEqualTo(expected.stream().map(event -> event.name).toList());
  }

  @Property(seed = "1", tries = 100)
  void takingOutInBetweenChangesNothing(
      @ForAll @Size(max = 300) List<@IntRange(min = -1, max = 9) Integer> commands) {
    queue = new EventQueue();
    List<Named> model = new ArrayList<>();
    int added = 0;
    for (int command : commands) {
      if (command >= 0) {
        model.add(add(command, "event " + added++));
      } else if (!model.isEmpty()) {
        Named next = model.stream().min(Comparator.comparingLong(Named::time)).orElseThrow();
        assertThat(queue.poll()).isSameAs(next);
        model.remove(next);
      }
      assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
    }
  }
}
