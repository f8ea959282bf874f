package io.millpond.clusters.yarn;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was found a moment ago, so that it need not be looked for again at once: a client may ask
 * for pieces of a log thousands of times a second. Safe for use by many threads.
 *
 * @param <V> what is found by a text
 */
final class Recent<V> {
  private record Found<V>(V value, int weight, long atNanos) {}

  private final long freshNanos;
  private final int maxWeight;
  private final Map<String, Found<V>> found = new LinkedHashMap<>(16, 0.75f, true);
  private int weight;

  /**
   * @param fresh how long it is used
   * @param maxWeight of all that is kept
   */
  Recent(Duration fresh, int maxWeight) {
    this.freshNanos = fresh.toNanos();
    this.maxWeight = maxWeight;
  }

  synchronized Optional<V> get(String key) {
    Found<V> known = found.get(key);
    if (known == null) {
      return Optional.empty();
    }
    if (System.nanoTime() - known.atNanos() >= freshNanos) {
      remove(key);
      return Optional.empty();
    }
    return Optional.of(known.value());
  }

  /** Remembers it, and forgets what was not asked for the longest where that is too much. */
  synchronized void put(String key, V value, int itsWeight) {
    remove(key);
    if (itsWeight > maxWeight) {
      return;
    }
    found.put(key, new Found<>(value, itsWeight, System.nanoTime()));
    weight += itsWeight;
    while (weight > maxWeight) {
      remove(found.keySet().iterator().next());
    }
  }

  private void remove(String key) {
    Found<V> known = found.remove(key);
    weight -= known == null ? 0 : known.weight();
  }
}
