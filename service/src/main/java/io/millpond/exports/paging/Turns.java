package io.millpond.exports.paging;

import io.millpond.exports.Limits;
import io.millpond.exports.Refusal;
import java.util.HashMap;
import java.util.Map;

/** Who searches now: nobody more than fits, no caller more than their share. */
final class Turns {
  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  /** Begins one, to be {@link #done}. */
  synchronized void take(String caller) throws Refusal {
    if (all >= Limits.MAX_SEARCHES
        || taken.getOrDefault(caller, 0) >= Limits.MAX_SEARCHES_PER_CALLER) {
      throw new Refusal(Refusal.Reason.TOO_MANY_SEARCHES);
    }
    taken.merge(caller, 1, Integer::sum);
    all++;
  }

  /** It has ended. */
  synchronized void done(String caller) {
    taken.computeIfPresent(caller, (any, count) -> count == 1 ? null : count - 1);
    all--;
  }
}
