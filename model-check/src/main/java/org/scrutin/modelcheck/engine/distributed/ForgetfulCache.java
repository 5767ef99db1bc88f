package org.scrutin.modelcheck.engine.distributed;

import tlc2.util.Cache;

/** Stands in for TLC's cache of what a worker has sent already, and remembers nothing. */
public final class ForgetfulCache implements Cache {

  /** Whether the fingerprint was seen before: it never says so. */
  @Override
  public boolean hit(long fingerprint) {
    return false;
  }

  @Override
  public double getHitRatio() {
    return 0;
  }

  @Override
  public String getHitRatioAsString() {
    return "0";
  }

  @Override
  public long getHitRate() {
    return 0;
  }
}
