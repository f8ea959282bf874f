package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a log tells, read as far as it was written when it was last asked for. When it has
 * grown, reading goes on where it had come to; when it is another one (a compacted file stands in
 * for others, or a file has become shorter) it begins anew. Safe for use by many threads: one
 * reads, the others wait for it.
 */
final class WholeLog implements Closeable {
  /** A file of the log, and how it was when it was read last. */
  private static final class Reading {
    private FileStatus status;
    private final PartText text = new PartText();

    Reading(FileStatus status) {
      this.status = status;
    }

    boolean isOf(FileStatus now) {
      return now.device() == status.device()
          && now.inode() == status.inode()
          && now.size() >= status.size();
    }

    boolean isUnchanged(FileStatus now) {
      return isOf(now) && now.size() == status.size() && now.modified().equals(status.modified());
    }
  }

  private static final long EMPTY_BYTES = 4096;

  private final List<Reading> readings = new ArrayList<>();
  private LogDraft draft = new LogDraft(true);
  private EventLines lines = new EventLines(draft);
  private boolean closed;
  private volatile long weightBytes = EMPTY_BYTES;

  /** About how many bytes this takes, of the heap or outside of it. */
  long weightBytes() {
    return weightBytes;
  }

  /**
   * What the log tells, as far as it is written now.
   *
   * @param found the log as it was found, however long ago
   * @throws java.nio.file.NoSuchFileException where it has gone, or has another name now
   */
  synchronized Summary read(FoundLog found) throws IOException {
    FoundLog log = found.again();
    if (closed || !goesOn(log.parts())) {
      startAnew();
    }
    try {
      for (int i = 0; i < log.parts().size(); i++) {
        boolean last = i == log.parts().size() - 1;
        if (i == readings.size()) {
          lines.reset();
          readings.add(open(log, log.parts().get(i)));
        } else if (!readings.get(i).isUnchanged(log.parts().get(i).status())) {
          goOn(log, log.parts().get(i), readings.get(i));
        }
        if (closed || !last || !log.inProgress()) {
          readings.get(i).text.close();
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      // Something may have been half read.
      startAnew();
      throw e;
    }
    LogFacts facts = draft.facts();
    weightBytes =
        EMPTY_BYTES
            + facts.weightBytes()
            + lines.pendingBytes()
            + readings.stream().mapToLong(reading -> reading.text.memoryBytes()).sum();
    return new Summary(log, facts);
  }

  private boolean goesOn(List<FoundLog.Part> parts) {
    if (readings.size() > parts.size()) {
      return false;
    }
    for (int i = 0; i < readings.size(); i++) {
      Reading reading = readings.get(i);
      FileStatus now = parts.get(i).status();
      boolean newest = i == readings.size() - 1;
      if (!reading.isOf(now)
          || (!reading.isUnchanged(now) && (!newest || !reading.text.canGoOn()))) {
        return false;
      }
    }
    return true;
  }

  private Reading open(FoundLog log, FoundLog.Part part) throws IOException {
    Reading reading = new Reading(part.status());
    try {
      goOn(log, part, reading);
      return reading;
    } catch (IOException | RuntimeException | Error e) {
      reading.text.close();
      throw e;
    }
  }

  private void goOn(FoundLog log, FoundLog.Part part, Reading reading) throws IOException {
    byte[] buffer = new byte[Limits.EVENT_READ_BYTES];
    try (LogFile file = log.root().open(part.path())) {
      if (!file.sameFileAs(reading.status)) {
        throw new NoSuchFileException(part.path(), null, "was replaced");
      }
      reading.status = file.status();
      reading.text.attach(file);
      for (int count = reading.text.read(buffer, file);
          count >= 0;
          count = reading.text.read(buffer, file)) {
        lines.feed(buffer, 0, count);
      }
    } finally {
      reading.text.detach();
    }
  }

  private void startAnew() throws IOException {
    drop();
    draft = new LogDraft(true);
    lines = new EventLines(draft);
  }

  private void drop() throws IOException {
    for (Reading reading : readings) {
      reading.text.close();
    }
    readings.clear();
  }

  /** Keeps nothing from now on; who waits to read it still can. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    drop();
  }
}
