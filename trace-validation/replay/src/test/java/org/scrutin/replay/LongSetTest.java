package org.scrutin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A set of fingerprints against the JDK's set. */
class LongSetTest {

  @Property(seed = "1")
  void aFingerprintIsCountedOnce(@ForAll List<Long> elements) {
    LongSet set = new LongSet();
    Set<Long> expected = new HashSet<>();
    for (long element : elements) {
      assertThat(set.add(element)).isEqualTo(expected.add(element));
    }

    assertThat(set.size()).isEqualTo(expected.size());
    assertThat(expected).allMatch(set::contains);
    assertThat(set.contains(elements.size() + 7L))
        .isEqualTo(expected.contains(elements.size() + 7L));
  }

  @Property(tries = 20, seed = "1")
  void mergingTellsWhatIsNew(@ForAll int seed) {
    LongSet first = new LongSet();
    LongSet second = new LongSet();
    for (long i = 0; i < 5000; i++) {
      first.add((seed + i) * 0x9E3779B97F4A7C15L);
      second.add((seed + i + 2000) * 0x9E3779B97F4A7C15L);
    }

    assertThat(first.addAll(second)).isEqualTo(2000);
    assertThat(first.size()).isEqualTo(7000);
  }
}
