package io.millpond.clusters.events;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Logs that were read whole, those asked for last; they may take so much memory and no more. */
final class WholeLogs implements Closeable {
  /** A log, and what it was counted with when it was read last. */
  private static final class Kept {
    private final WholeLog log = new WholeLog();
    private long countedBytes;
  }

  private final Map<FoundLog.Key, Kept> logs = new LinkedHashMap<>(16, 0.75f, true);
  private final long maxBytes;
  private long bytes;

  WholeLogs(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Reads a log as {@link WholeLog#read} does. */
  Summary read(FoundLog found) throws IOException {
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
    return logs.computeIfAbsent(key, any -> new Kept()).log;
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
  public synchronized void close() throws IOException {
    for (Kept kept : logs.values()) {
      kept.log.close();
    }
    logs.clear();
    bytes = 0;
  }
}
