package io.millpond.journal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The right of one kind of renderer to leave its ready-made rendering at a {@link Field}. Make one
 * per renderer class and keep it in a static constant: there are only {@value
 * Limits#MAX_RENDER_SLOTS} in a process.
 *
 * @param <T> what the renderer leaves; it must be immutable, as several threads see it
 */
public final class RenderSlot<T> {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final int index;
  private final Class<T> type;

  private RenderSlot(int index, Class<T> type) {
    this.index = index;
    this.type = type;
  }

  /**
   * A new slot.
   *
   * @throws IllegalStateException when all slots of the process are taken
   */
  public static <T> RenderSlot<T> of(Class<T> type) {
    int index = NEXT.getAndIncrement();
    if (index >= Limits.MAX_RENDER_SLOTS) {
      throw new IllegalStateException("too many render slots");
    }
    return new RenderSlot<>(index, type);
  }

  int index() {
    return index;
  }

  T cast(Object rendering) {
    return type.cast(rendering);
  }
}
