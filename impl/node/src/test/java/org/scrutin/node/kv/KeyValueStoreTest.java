package org.scrutin.node.kv;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.scrutin.protocol.session.Outcome;
import org.scrutin.wire.Cas;
import org.scrutin.wire.Delete;
import org.scrutin.wire.ExecuteRequest;
import org.scrutin.wire.LogCommand;
import org.scrutin.wire.OpenSessionRequest;
import org.scrutin.wire.Operation;
import org.scrutin.wire.Put;
import org.scrutin.wire.PutFenced;
import org.scrutin.wire.Result;

@DisplayName("The key-value service")
class KeyValueStoreTest {

  private final KeyValueStore store = new KeyValueStore();
  private int index;
  private long number;

  @BeforeEach
  void openASession() {
    index = 1;
    store.apply(
        index,
        LogCommand.newBuilder().setOpenSession(OpenSessionRequest.getDefaultInstance()).build());
  }

  private Outcome<Result> ask(long asked, Operation.Builder operation) {
    index++;
    KeyValueStore.Answer answer =
        store.apply(
            index,
            LogCommand.newBuilder()
                .setExecute(
                    ExecuteRequest.newBuilder()
                        .setSession(1)
                        .setNumber(asked)
                        .setFirst(1)
                        .setOperation(operation))
                .build());
    return ((KeyValueStore.Answer.Met) answer).outcome();
  }

  private boolean done(Operation.Builder operation) {
    number++;
    return ((Outcome.Executed<Result>) ask(number, operation)).answer().getDone();
  }

  private static ByteString bytes(String text) {
    return ByteString.copyFromUtf8(text);
  }

  private static Operation.Builder put(String value) {
    return Operation.newBuilder().setPut(Put.newBuilder().setKey("k").setValue(bytes(value)));
  }

  private static Operation.Builder fenced(String value, long token) {
    return Operation.newBuilder()
        .setPutFenced(PutFenced.newBuilder().setKey("k").setValue(bytes(value)).setToken(token));
  }

  @Test
  void refusesWhoShowsAnOldToken() {
    assertThat(done(fenced("new leader", 5))).isTrue();
    assertThat(done(fenced("old leader", 4))).isFalse();
    assertThat(done(fenced("new leader again", 5))).isTrue();
    assertThat(store.read("k").getValue()).isEqualTo(bytes("new leader again"));
  }

  @Test
  void remembersTheTokenOfAKeyThatWasDeleted() {
    done(fenced("x", 5));
    done(Operation.newBuilder().setDelete(Delete.newBuilder().setKey("k")));
    assertThat(done(fenced("old leader", 4))).isFalse();
    assertThat(store.read("k").getDone()).isFalse();
  }

  @Test
  void comparesAndSets() {
    Cas.Builder first = Cas.newBuilder().setKey("k").setValue(bytes("a"));
    assertThat(done(Operation.newBuilder().setCas(first))).isTrue();
    assertThat(done(Operation.newBuilder().setCas(first))).isFalse();
    assertThat(
            done(
                Operation.newBuilder()
                    .setCas(first.clone().setExpected(bytes("a")).setValue(bytes("b")))))
        .isTrue();
    assertThat(store.read("k").getValue()).isEqualTo(bytes("b"));
  }

  @Test
  void executesOnceWhatIsAskedTwice() {
    ask(1, put("one"));
    ask(2, put("two"));
    assertThat(ask(1, put("one"))).isInstanceOf(Outcome.Repeated.class);
    assertThat(store.read("k").getValue()).isEqualTo(bytes("two"));
  }

  @Test
  void isTheSameAfterASnapshot() throws InvalidProtocolBufferException {
    done(fenced("x", 5));
    KeyValueStore other = new KeyValueStore();
    other.restore(index, store.snapshot());
    assertThat(other.snapshot()).isEqualTo(store.snapshot());
    assertThat(other.read("k")).isEqualTo(store.read("k"));
  }
}
