package org.scrutin.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A link")
class LinkTest {

  private static final int PATIENCE_MILLIS = 30_000;
  private static final int SHORT_MILLIS = 100;

  @Test
  void carriesWhatIsSaidUnlessItIsCutOrHeld() throws IOException {
    try (ServerSocket target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Link link = Link.open(1, 2, target.getLocalPort())) {
      try (Socket caller = call(link);
          Socket called = target.accept()) {
        called.setSoTimeout(PATIENCE_MILLIS);
        caller.getOutputStream().write(7);
        assertThat(called.getInputStream().read()).isEqualTo(7);

        link.hold();
        caller.getOutputStream().write(8);
        called.setSoTimeout(SHORT_MILLIS);
        assertThatThrownBy(() -> called.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        link.heal();
        called.setSoTimeout(PATIENCE_MILLIS);
        assertThat(called.getInputStream().read()).isEqualTo(8);
        assertThat(link.withheld()).isEqualTo(1);

        link.cut();
        assertThat(isGone(caller)).isTrue();
        assertThat(isGone(called)).isTrue();
      }
      try (Socket refused = call(link)) {
        assertThat(isGone(refused)).isTrue();
      }
      assertThat(link.broken()).isEqualTo(2);

      link.heal();
      try (Socket caller = call(link);
          Socket called = target.accept()) {
        caller.getOutputStream().write(9);
        assertThat(called.getInputStream().read()).isEqualTo(9);
      }
    }
  }

  private static Socket call(Link link) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static boolean isGone(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return e.getMessage().contains("reset");
    }
  }
}
