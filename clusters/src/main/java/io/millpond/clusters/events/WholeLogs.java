package io.millpond.clusters.events;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logs that were read whole, those asked for last; they may take so much memory and no more. */
final class WholeLogs implements Closeable {
  /** A log, and what it was counted with when it was read last. */
  private static final class Kept {
    private final WholeLog log;
    private long countedBytes;

    Kept(WholeLog log) {
      this.log = log;
    }
  }

  private final Map<FoundLog.Key, Kept> logs = new LinkedHashMap<>(16, 0.75f, true);
  private final LogReaders readers;
  private final long maxBytes;
  private long bytes;

  WholeLogs(long maxBytes, LogReaders readers) {
    this.maxBytes = maxBytes;
    this.readers = readers;
  }

  /** Reads a log as {@link WholeLog#read} does. */
  Optional<WholeLog.Told> read(FoundLog found) throws IOException {
    WholeLog log = get(found.key());
    try {
      return log.read(found);
    } finally {
      for (WholeLog dropped : count(found.key(), log)) {
        dropped.close();
      }
    }
  }

  private synchronized WholeLog get(FoundLog.Key key) {
    return logs.computeIfAbsent(key, any -> new Kept(new WholeLog(readers))).log;
  }

  /** Counts a log with what it takes now; returns those for which there is no more room. */
  private synchronized List<WholeLog> count(FoundLog.Key key, WholeLog log) {
    Kept kept = logs.get(key);
    if (kept == null || !kept.log.equals(log)) {
      return List.of();
    }
    bytes += log.weightBytes() - kept.countedBytes;
    kept.countedBytes = log.weightBytes();
    List<WholeLog> dropped = new ArrayList<>();
    for (Iterator<Kept> oldest = logs.values().iterator(); bytes > maxBytes && oldest.hasNext(); ) {
      Kept victim = oldest.next();
      bytes -= victim.countedBytes;
      dropped.add(victim.log);
      oldest.remove();
    }
    return dropped;
  }

  /** About how many bytes all take. */
  synchronized long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    readers.close();
    closeAll();
  }

  private synchronized void closeAll() {
    for (Kept kept : logs.values()) {
      kept.log.close();
    }
    logs.clear();
    bytes = 0;
  }
}
