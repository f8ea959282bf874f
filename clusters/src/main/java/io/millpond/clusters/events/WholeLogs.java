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
  private final Map<FoundLog.Key, WholeLog> logs = new LinkedHashMap<>(16, 0.75f, true);
  private final long maxBytes;

  WholeLogs(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Reads a log as {@link WholeLog#read} does. */
  Summary read(FoundLog found) throws IOException {
    WholeLog log = get(found.key());
    Summary told = log.read(found);
    makeRoom();
    return told;
  }

  private synchronized WholeLog get(FoundLog.Key key) {
    return logs.computeIfAbsent(key, any -> new WholeLog());
  }

  private void makeRoom() throws IOException {
    List<WholeLog> dropped = new ArrayList<>();
    synchronized (this) {
      long bytes = logs.values().stream().mapToLong(WholeLog::weightBytes).sum();
      Iterator<WholeLog> oldest = logs.values().iterator();
      while (bytes > maxBytes && oldest.hasNext()) {
        WholeLog log = oldest.next();
        bytes -= log.weightBytes();
        dropped.add(log);
        oldest.remove();
      }
    }
    for (WholeLog log : dropped) {
      log.close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (WholeLog log : logs.values()) {
      log.close();
    }
    logs.clear();
  }
}
