package org.scrutin.node.host;

import java.util.Optional;
import org.scrutin.protocol.NodeId;

/** Several observers as one. */
public final class Observers {

  private Observers() {}

  /** Tells the one, and then the other. */
  public static ElectionObserver both(ElectionObserver one, ElectionObserver other) {
    return new ElectionObserver() {
      @Override
      public void standingChanged(Standing standing, String reason) {
        one.standingChanged(standing, reason);
        other.standingChanged(standing, reason);
      }

      @Override
      public void mayWrite(int epoch) {
        one.mayWrite(epoch);
        other.mayWrite(epoch);
      }

      @Override
      public void leaseChanged(int epoch, Optional<Long> until) {
        one.leaseChanged(epoch, until);
        other.leaseChanged(epoch, until);
      }

      @Override
      public void handoverBegun(int epoch, NodeId to) {
        one.handoverBegun(epoch, to);
        other.handoverBegun(epoch, to);
      }

      @Override
      public void handoverFailed(int epoch, NodeId to) {
        one.handoverFailed(epoch, to);
        other.handoverFailed(epoch, to);
      }

      @Override
      public void handoverDone(int epoch, NodeId to) {
        one.handoverDone(epoch, to);
        other.handoverDone(epoch, to);
      }

      @Override
      public void failed(String what) {
        one.failed(what);
        other.failed(what);
      }

      @Override
      public void stopped() {
        one.stopped();
        other.stopped();
      }
    };
  }
}
