package io.millpond.clusters;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made of others, which do not change themselves, and kept while they are the same
 * objects. To compare them by what they hold would cost as much as to make it anew. Safe for use by
 * many threads: one makes it, the others wait for that.
 *
 * @param <V> what is made
 */
public final class Derived<V> {
  /**
   * Makes the value.
   *
   * @param <V> what is made
   */
  public interface Maker<V> {
    V make() throws IOException;
  }

  private record Made<V>(List<Object> sources, Instant at, V value) {}

  private final Duration fresh;
  private @Nullable Made<V> last;

  /**
   * @param fresh how long the value is kept at most: silence tells something, too
   */
  public Derived(Duration fresh) {
    this.fresh = fresh;
  }

  /**
   * The value, made anew where one of {@code sources} is another object than when it was made, or
   * that was too long ago.
   */
  public synchronized V of(Instant now, Maker<V> maker, Object... sources) throws IOException {
    Made<V> before = last;
    if (before != null
        && now.isBefore(before.at().plus(fresh))
        && areSame(before.sources(), sources)) {
      return before.value();
    }
    Made<V> made = new Made<>(List.of(sources), now, maker.make());
    last = made;
    return made.value();
  }

  @SuppressWarnings("ReferenceEquality") // That is what it is for.
  private static boolean areSame(List<Object> before, Object[] now) {
    boolean same = before.size() == now.length;
    for (int i = 0; same && i < now.length; i++) {
      same = before.get(i) == now[i];
    }
    return same;
  }
}
