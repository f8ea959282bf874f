package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import io.millpond.logs.LogFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads of a log no more than its summary takes: the beginning, up to where the application says
 * who it is; and the end, backwards, where that is possible. Compressed text can only be read
 * forwards, so of a log that has ended its last file is decoded whole; one in progress has no end
 * yet. For one thread at a time.
 */
final class SummaryReader {
  private final byte[] buffer = new byte[Limits.EVENT_READ_BYTES];

  /** What a log tells at its beginning and its end. */
  LogFacts read(FoundLog log) throws IOException {
    LogDraft draft = new LogDraft(false);
    EventLines lines = new EventLines(draft);
    boolean wholeLast = false;
    for (int i = 0; i < log.parts().size() && !draft.hasStart(); i++) {
      boolean last = i == log.parts().size() - 1;
      wholeLast = readHead(log, log.parts().get(i), lines, draft, last && !log.inProgress());
    }
    if (!draft.hasStart()) {
      return LogFacts.NONE;
    }
    return wholeLast ? draft.facts() : draft.facts().withEnd(readEnd(log));
  }

  /** The end of the application, where the log tells of it at its end. */
  Optional<LogEvent.End> readEnd(FoundLog log) throws IOException {
    FoundLog.Part last = log.parts().getLast();
    LogDraft draft = new LogDraft(false);
    EventLines lines = new EventLines(draft);
    try (LogFile file = log.root().open(last.path());
        PartText text = new PartText()) {
      text.attach(file);
      int count = text.read(buffer, file);
      if (text.isPlain()) {
        readTail(file, lines, draft);
      } else if (!log.inProgress() && file.size() <= Limits.MAX_SUMMARY_COMPRESSED_BYTES) {
        for (; count >= 0; count = text.read(buffer, file)) {
          lines.feed(buffer, 0, count);
        }
      }
    }
    return draft.facts().end();
  }

  /**
   * Reads the beginning of a file.
   *
   * @param wholeCompressed whether to go on to the end where the file is compressed
   * @return whether it did
   */
  private boolean readHead(
      FoundLog log, FoundLog.Part part, EventLines lines, LogDraft draft, boolean wholeCompressed)
      throws IOException {
    lines.reset();
    try (LogFile file = log.root().open(part.path());
        PartText text = new PartText()) {
      text.attach(file);
      long total = 0;
      boolean whole = false;
      for (int count = text.read(buffer, file); count >= 0; count = text.read(buffer, file)) {
        lines.feed(buffer, 0, count);
        total += count;
        whole =
            wholeCompressed
                && !text.isPlain()
                && draft.hasStart()
                && file.size() <= Limits.MAX_SUMMARY_COMPRESSED_BYTES;
        if (!whole && isEnough(lines, draft, total)) {
          return false;
        }
      }
      return whole;
    }
  }

  private static boolean isEnough(EventLines lines, LogDraft draft, long total) {
    return (draft.hasStart() && draft.hasProperties())
        || (total >= Limits.MAX_FOREIGN_BYTES && (lines.events() == 0 || draft.hasStart()))
        || total >= Limits.MAX_LOG_HEAD_BYTES;
  }

  /** Looks for the end in the last lines, in ever more of them. */
  private void readTail(LogFile file, EventLines lines, LogDraft draft) throws IOException {
    long size = file.current().size();
    for (int bytes = Limits.FIRST_LOG_TAIL_BYTES;
        draft.facts().end().isEmpty() && bytes <= buffer.length;
        bytes *= 4) {
      long from = Math.max(0, size - bytes);
      ByteBuffer target = ByteBuffer.wrap(buffer, 0, (int) (size - from));
      while (target.hasRemaining() && file.read(target, from + target.position()) > 0) {
        // Goes on until it has all, or the file has become shorter.
      }
      lines.reset();
      if (from > 0) {
        // The first piece is of a line that began before: taken for a line that is none.
        lines.feed(new byte[] {'.'}, 0, 1);
      }
      lines.feed(buffer, 0, target.position());
      if (from == 0) {
        return;
      }
    }
  }
}
