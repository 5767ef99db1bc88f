package org.scrutin.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenGuardTest {

  @Test
  void aLeaderThatWasPausedIsRefusedAfterItsSuccessorHasWritten() {
    List<String> store = new ArrayList<>();
    TokenGuard guard = new TokenGuard();
    assertThat(guard.write(1, () -> store.add("first"))).isEmpty();
    assertThat(guard.write(2, () -> store.add("successor"))).isEmpty();
    assertThat(guard.write(1, () -> store.add("awake again"))).hasValue(2);
    assertThat(guard.write(2, () -> store.add("successor again"))).isEmpty();
    assertThat(store).containsExactly("first", "successor", "successor again");
  }

  @Test
  void aResourceThatComesBackRemembersWhatItKept() {
    TokenGuard guard = new TokenGuard(5);
    assertThat(guard.write(4, () -> {})).hasValue(5);
    assertThat(guard.newest()).isEqualTo(5);
  }
}
