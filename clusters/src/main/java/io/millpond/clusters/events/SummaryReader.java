package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import io.millpond.logs.LogFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads of a log no more than its summary takes: the beginning, up to where the application says
 * who it is; and the end, backwards, where that is possible. Compressed text can only be read
 * forwards, so of a log that has ended its last file is decoded whole, unless it is very long; one
 * in progress has no end yet. For one thread at a time.
 *
 * <p>There may be ten thousand new logs. So each is read at a glance first, and those of which a
 * glance does not tell enough are read thoroughly afterwards, while what is known is used.
 */
final class SummaryReader {
  /** How much of a log is read. */
  enum Effort {
    GLANCE(Limits.GLANCE_BYTES, Limits.GLANCE_BYTES),
    THOROUGH(Limits.MAX_LOG_HEAD_BYTES, Limits.MAX_SUMMARY_TEXT_BYTES);

    /** Of text, for the start and the properties of its application. */
    private final long headBytes;

    /** Of text that is decoded of one file. */
    private final long textBytes;

    Effort(long headBytes, long textBytes) {
      this.headBytes = headBytes;
      this.textBytes = textBytes;
    }
  }

  private static final int TAIL_GROWTH = 16;

  private final byte[] buffer = new byte[Limits.EVENT_READ_BYTES];
  private Effort effort = Effort.THOROUGH;
  private boolean more;

  private void begin(Effort withEffort) {
    effort = withEffort;
    more = false;
  }

  /** Whether what was read last may tell more with more effort. */
  boolean mayTellMore() {
    return more;
  }

  /** What a log tells at its beginning and its end. */
  LogFacts read(FoundLog log, Effort withEffort) throws IOException {
    begin(withEffort);
    LogDraft draft = new LogDraft(false);
    EventLines lines = new EventLines(draft);
    for (int i = 0; i < log.parts().size(); i++) {
      boolean last = i == log.parts().size() - 1;
      lines.reset();
      try (LogFile file = log.root().open(log.parts().get(i).path());
          PartText text = new PartText()) {
        text.attach(file);
        boolean whole = readHead(log, file, text, lines, draft, last);
        if (draft.hasStart()) {
          LogFacts facts = draft.facts();
          return whole ? facts : facts.withEnd(last ? readEnd(log, file, text) : readEnd(log));
        }
      }
    }
    return LogFacts.NONE;
  }

  /** What a log tells of which the beginning was read before. */
  LogFacts readOn(FoundLog log, LogFacts known, Effort withEffort) throws IOException {
    begin(withEffort);
    return known.withEnd(readEnd(log));
  }

  /**
   * Reads the beginning of a file.
   *
   * @param last whether the log ends with it
   * @return whether it was read to the end, decoded
   */
  private boolean readHead(
      FoundLog log, LogFile file, PartText text, EventLines lines, LogDraft draft, boolean last)
      throws IOException {
    long total = 0;
    int count = text.read(buffer, file);
    boolean whole = last && isDecodedWhole(log, file, text);
    for (; count >= 0; count = text.read(buffer, file)) {
      lines.feed(buffer, 0, count);
      total += count;
      boolean enough = draft.hasStart() && draft.hasProperties();
      if ((enough && !whole) || (total >= Limits.MAX_FOREIGN_BYTES && lines.events() == 0)) {
        return false;
      }
      if (total >= (enough ? effort.textBytes : effort.headBytes)) {
        more |= !enough;
        return false;
      }
    }
    return whole;
  }

  private static boolean isDecodedWhole(FoundLog log, LogFile file, PartText text) {
    return !text.isPlain()
        && !log.inProgress()
        && file.size() <= Limits.MAX_SUMMARY_COMPRESSED_BYTES;
  }

  private Optional<LogEvent.End> readEnd(FoundLog log) throws IOException {
    try (LogFile file = log.root().open(log.parts().getLast().path());
        PartText text = new PartText()) {
      text.attach(file);
      return readEnd(log, file, text);
    }
  }

  /**
   * The end of the application, where the log tells of it at its end.
   *
   * @param text of the last file; read from where it is
   */
  private Optional<LogEvent.End> readEnd(FoundLog log, LogFile file, PartText text)
      throws IOException {
    LogDraft draft = new LogDraft(false);
    EventLines lines = new EventLines(draft);
    int count = text.isPlain() ? 0 : text.read(buffer, file);
    if (text.isPlain()) {
      readTail(file, lines, draft, log.inProgress());
      return draft.facts().end();
    }
    if (log.inProgress()) {
      return Optional.empty();
    }
    boolean decoded = isDecodedWhole(log, file, text);
    long total = decoded ? 0 : effort.textBytes;
    for (; count >= 0 && total < effort.textBytes; count = text.read(buffer, file)) {
      lines.feed(buffer, 0, count);
      total += count;
    }
    more |= decoded && count >= 0;
    return count >= 0 && draft.facts().end().isEmpty()
        ? Optional.of(new LogEvent.End(Optional.of(log.lastWritten()), OptionalInt.empty()))
        : draft.facts().end();
  }

  /** Looks for the end in the last lines, in ever more of them. */
  private void readTail(LogFile file, EventLines lines, LogDraft draft, boolean inProgress)
      throws IOException {
    long size = file.current().size();
    int most = inProgress ? Limits.EVENT_READ_BYTES : Limits.MAX_LOG_TAIL_BYTES;
    for (int bytes = Limits.FIRST_LOG_TAIL_BYTES; bytes <= most; bytes *= TAIL_GROWTH) {
      long from = Math.max(0, size - bytes);
      lines.reset();
      if (from > 0) {
        // What comes first is the rest of a line: made one that is no event.
        lines.feed(new byte[] {'.'}, 0, 1);
      }
      int count = 0;
      for (long at = from; at < size && count >= 0; at += count) {
        count = file.read(ByteBuffer.wrap(buffer), at);
        lines.feed(buffer, 0, Math.max(0, count));
      }
      if (from == 0 || draft.facts().end().isPresent()) {
        return;
      }
    }
  }
}
