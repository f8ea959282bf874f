package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Limits;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The indexes of the CRI logs that were asked for lately, by file and not by name: a rotated file
 * keeps its own. Safe for use by many threads.
 */
final class CriIndexes {
  private record Key(long device, long inode) {}

  private final int maxHeapBytes;
  private final LinkedHashMap<Key, CriIndex> indexes = new LinkedHashMap<>(16, 0.75f, true);

  CriIndexes() {
    this(Limits.MAX_CRI_INDEX_BYTES);
  }

  CriIndexes(int maxHeapBytes) {
    this.maxHeapBytes = maxHeapBytes;
  }

  /**
   * How much text a file holds. The first time it is read for that, whatever its size; later what
   * was added to it.
   */
  CriLength length(CriFile file) throws IOException {
    Key key = new Key(file.status().device(), file.status().inode());
    for (int i = 0; i < Limits.MAX_CONTAINER_LOOKS; i++) {
      CriIndex index = index(key);
      Optional<CriLength> known = index.known(file.status());
      if (known.isPresent()) {
        return known.get();
      }
      boolean done = false;
      try {
        Optional<CriLength> length = index.length(file);
        done = length.isPresent();
        if (done) {
          evict();
          return length.get();
        }
      } catch (CriFile.MovedException e) {
        done = true; // Nothing was read.
        throw e;
      } finally {
        if (!done) {
          drop(key, index);
        }
      }
    }
    throw new IOException("the log is written anew again and again");
  }

  private synchronized CriIndex index(Key key) {
    return indexes.computeIfAbsent(key, _ -> new CriIndex());
  }

  private synchronized void drop(Key key, CriIndex index) {
    indexes.remove(key, index);
  }

  private synchronized void evict() {
    long total = 0;
    for (CriIndex index : indexes.values()) {
      total += index.heapBytes();
    }
    Iterator<Map.Entry<Key, CriIndex>> eldest = indexes.entrySet().iterator();
    while (total > maxHeapBytes && indexes.size() > 1 && eldest.hasNext()) {
      total -= eldest.next().getValue().heapBytes();
      eldest.remove();
    }
  }

  /** How many files are known. */
  synchronized int size() {
    return indexes.size();
  }
}
