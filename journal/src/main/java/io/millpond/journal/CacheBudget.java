package io.millpond.journal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that the field caches of one journal hold together. When they exceed the bound, every
 * cache but the one that is growing is emptied: files are read one after the other most of the
 * time, so the others' entries are the ones least likely to be asked for.
 */
final class CacheBudget {
  private final long maxBytes;
  private final AtomicLong bytes = new AtomicLong();
  private final Set<FieldCache> caches = new LinkedHashSet<>();

  CacheBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized void register(FieldCache cache) {
    caches.add(cache);
  }

  synchronized void forget(FieldCache cache) {
    caches.remove(cache);
  }

  long bytes() {
    return bytes.get();
  }

  void add(long more, FieldCache by) {
    if (bytes.addAndGet(more) > maxBytes && more > 0) {
      shrink(by);
    }
  }

  private void shrink(FieldCache growing) {
    List<FieldCache> others;
    synchronized (this) {
      others = new ArrayList<>(caches);
    }
    for (FieldCache cache : others) {
      if (cache != growing) {
        cache.clear();
      }
    }
    if (bytes.get() > maxBytes) {
      growing.clear();
    }
  }
}
