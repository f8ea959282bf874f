package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import io.millpond.clusters.Notices;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a log tells, read a slice at a time. When it has grown, reading goes on where it had
 * come to; when it is another one (a compacted file stands in for others, or a file has become
 * shorter) it begins anew. Where it does not look like a log any more, or goes on beyond all
 * measure, it ends. For one thread at a time.
 */
final class LogReading implements Closeable {
  /** A file of the log, and how it was when it was read last. */
  private static final class Reading {
    /** Of a file of a rolled log, which keeps it: empty where the name may change. */
    private final Optional<String> path;

    private FileStatus status;
    private final PartText text = new PartText();
    private boolean atEnd;

    Reading(FoundLog log, FoundLog.Part part) {
      this.path = log.name().rolling() ? Optional.of(part.path()) : Optional.empty();
      this.status = part.status();
    }

    /**
     * Compacting makes files while it removes others, whose numbers they are given: what is found
     * under another name is another file whatever it looks like.
     */
    boolean isOf(FoundLog.Part now) {
      return now.sameFileAs(status)
          && path.filter(known -> !known.equals(now.path())).isEmpty()
          && now.status().size() >= status.size();
    }

    boolean isUnchanged(FoundLog.Part now) {
      return isOf(now) && now.sameAs(status);
    }

    boolean isDone(FoundLog.Part now) {
      return atEnd && isUnchanged(now);
    }
  }

  private static final long EMPTY_BYTES = 4096;
  private static final Notices NOTICES = new Notices(LogReading.class);

  private final long maxTextBytes;
  private final long maxGapBytes;
  private final List<Reading> readings = new ArrayList<>();
  private LogDraft draft = new LogDraft(true);
  private EventLines lines = new EventLines(draft);
  private long textBytes;
  private long gapBytes;
  private boolean cutOff;

  LogReading() {
    this(Limits.MAX_LOG_TEXT_BYTES, Limits.MAX_EVENT_GAP_BYTES);
  }

  /**
   * @param maxTextBytes of text that are read
   * @param maxGapBytes of text without an event after which it ends
   */
  LogReading(long maxTextBytes, long maxGapBytes) {
    this.maxTextBytes = maxTextBytes;
    this.maxGapBytes = maxGapBytes;
  }

  /** What the log tells, as far as it was read. */
  LogFacts facts() {
    return draft.facts();
  }

  /** About how many bytes this takes, of the heap or outside of it. */
  long weightBytes() {
    return EMPTY_BYTES
        + draft.facts().weightBytes()
        + lines.pendingBytes()
        + readings.stream().mapToLong(reading -> reading.text.memoryBytes()).sum();
  }

  /**
   * Reads on.
   *
   * @param log as it is now
   * @param bytes of text, about
   * @return whether it has come to the end
   * @throws java.nio.file.NoSuchFileException where the log has gone, or has another name now
   */
  boolean advance(FoundLog log, long bytes) throws IOException {
    List<FoundLog.Part> parts = log.parts();
    if (cutOff && !parts.isEmpty() && readings.getFirst().isOf(parts.getFirst())) {
      return true;
    }
    if (!goesOn(parts)) {
      startAnew();
    }
    try {
      return readOn(log, bytes);
    } catch (IOException | RuntimeException | Error e) {
      // Something may have been half read.
      startAnew();
      throw e;
    }
  }

  private boolean readOn(FoundLog log, long bytes) throws IOException {
    long until = textBytes + bytes;
    for (int i = 0; i < log.parts().size(); i++) {
      FoundLog.Part part = log.parts().get(i);
      if (i == readings.size()) {
        lines.reset();
        readings.add(new Reading(log, part));
      }
      Reading reading = readings.get(i);
      if (!reading.isDone(part)) {
        goOn(log, part, reading, until);
      }
      if (cutOff) {
        NOTICES.warn("event log {} is not read any further: it is endless", log.name().text());
        close();
        return true;
      }
      if (!reading.atEnd) {
        return false;
      }
      boolean last = i == log.parts().size() - 1;
      if (!last || !log.inProgress()) {
        reading.text.close();
      }
    }
    return true;
  }

  private boolean goesOn(List<FoundLog.Part> parts) {
    if (cutOff || readings.size() > parts.size()) {
      return false;
    }
    for (int i = 0; i < readings.size(); i++) {
      Reading reading = readings.get(i);
      FoundLog.Part now = parts.get(i);
      boolean newest = i == readings.size() - 1;
      if (!reading.isOf(now)
          || (!reading.isUnchanged(now) && (!newest || !reading.text.canGoOn()))) {
        return false;
      }
    }
    return true;
  }

  private void goOn(FoundLog log, FoundLog.Part part, Reading reading, long until)
      throws IOException {
    byte[] buffer = new byte[Limits.EVENT_READ_BYTES];
    try (LogFile file = log.root().open(part.path())) {
      if (!file.sameFileAs(reading.status)) {
        throw new NoSuchFileException(part.path(), null, "was replaced");
      }
      reading.status = file.status();
      reading.atEnd = false;
      reading.text.attach(file);
      while (!reading.atEnd && !cutOff && textBytes < until) {
        int count = reading.text.read(buffer, file);
        if (count < 0) {
          reading.atEnd = true;
        } else {
          feed(buffer, count);
        }
      }
    } finally {
      reading.text.detach();
    }
  }

  private void feed(byte[] buffer, int count) {
    long events = lines.events();
    lines.feed(buffer, 0, count);
    textBytes += count;
    gapBytes = lines.events() > events ? 0 : gapBytes + count;
    cutOff = textBytes >= maxTextBytes || gapBytes >= maxGapBytes;
  }

  private void startAnew() throws IOException {
    close();
    readings.clear();
    draft = new LogDraft(true);
    lines = new EventLines(draft);
    textBytes = 0;
    gapBytes = 0;
    cutOff = false;
  }

  /** Lets go of what it takes to go on. What was read stays known. */
  @Override
  public void close() throws IOException {
    for (Reading reading : readings) {
      reading.text.close();
    }
  }
}
