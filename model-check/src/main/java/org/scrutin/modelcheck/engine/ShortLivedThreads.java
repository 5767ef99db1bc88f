package org.scrutin.modelcheck.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Stands in for {@link java.util.concurrent.Executors} where TLC forgets to shut a pool down. */
public final class ShortLivedThreads {

  private static final long IDLE_MILLIS = 10;

  private ShortLivedThreads() {}

  /** As that of {@link java.util.concurrent.Executors}, but idle threads end by themselves. */
  public static ExecutorService newFixedThreadPool(int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, IDLE_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
