package org.scrutin.protocol.session;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a service remembers of one client.
 *
 * @param first the client has had the answers to all requests with lower numbers, from 1
 * @param answers by the numbers of the requests that were executed, from {@code first} on
 * @param <R> the answers, immutable
 */
public record Session<R>(long first, SortedMap<Long, R> answers) {

  /** Copies. */
  public Session {
    answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
  }
}
