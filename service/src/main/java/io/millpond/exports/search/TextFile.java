package io.millpond.exports.search;

import io.millpond.exports.Limits;
import io.millpond.logs.ByteSource;
import io.millpond.logs.ContentText;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.records.FileFormats;
import io.millpond.logs.records.Formats;
import io.millpond.logs.records.RecordFilter;
import io.millpond.logs.records.ScanBuffers;
import io.millpond.logs.records.TimeSearch;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a file is looked at: whether it can hold what is wanted, and what its text is. */
final class TextFile {
  private static final Logger log = LoggerFactory.getLogger(TextFile.class);

  private final SearchFile file;
  private final RecordFilter filter;
  private final Formats formats;

  TextFile(SearchFile file, RecordFilter filter, Formats formats) {
    this.file = file;
    this.filter = filter;
    this.formats = formats;
  }

  /** Whether nothing in it can be of the window, by what is told of the file. */
  boolean isOutside() {
    return isBehindWindow() || isBeforeWindow();
  }

  /** A record is written to a file after it was made, so nothing in it is newer than the file. */
  private boolean isBeforeWindow() {
    long modified = file.file().lastModified().toEpochMilli();
    return modified + Limits.CLOCK_SKEW.toMillis() < filter.fromMillis();
  }

  private boolean isBehindWindow() {
    return filter.toMillis() != Long.MAX_VALUE
        && file.notBefore()
            .map(first -> first.minus(Limits.CLOCK_SKEW).toEpochMilli() > filter.toMillis())
            .orElse(false);
  }

  /** To be closed. */
  ContentText open() throws IOException {
    return ContentText.of(file.file().open(), file.file().name());
  }

  /** In which formats its records are, by its beginning. */
  FileFormats detect(ByteSource text) throws IOException {
    ByteBuffer sample = ByteBuffer.allocate(io.millpond.logs.Limits.DETECTED_BYTES);
    try {
      int read = 0;
      while (sample.hasRemaining() && read >= 0) {
        read = text.read(sample, sample.position());
      }
    } catch (DamagedFileException told) {
      // The scan meets the damage again, when it has handed on what lies before.
      log.debug("{} is damaged within its first bytes", file.path(), told);
    }
    return formats.detect(sample.array(), sample.position());
  }

  /** When lines before the first record were written, as far as one can tell. */
  long looseMillis(ScanBuffers buffers, ByteSource source, FileFormats known) throws IOException {
    long modified = file.file().lastModified().toEpochMilli();
    try {
      return filter.asksForParts()
          ? modified
          : TimeSearch.firstMillis(buffers, source, known).orElse(modified);
    } catch (DamagedFileException beforeAnyRecord) {
      return modified;
    }
  }
}
