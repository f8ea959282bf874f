package io.millpond.exports.search;

import io.millpond.exports.Limits;
import io.millpond.logs.ByteSource;
import io.millpond.logs.ContentText;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.records.FileFormats;
import io.millpond.logs.records.FilePart;
import io.millpond.logs.records.Formats;
import io.millpond.logs.records.RecordFilter;
import io.millpond.logs.records.ScanBuffers;
import io.millpond.logs.records.TimeSearch;
import java.io.IOException;
import java.util.Optional;

/** How a file is looked at: whether it can hold what is wanted, and what its text is. */
final class TextFile {
  private final SearchFile file;
  private final RecordFilter filter;
  private final Formats formats;
  private final Optional<Joints> joints;
  private final Workers.Job job;

  /**
   * @param joints what it shares with the other pieces of its log, where that was cut
   */
  TextFile(
      SearchFile file,
      RecordFilter filter,
      Formats formats,
      Optional<Joints> joints,
      Workers.Job job) {
    this.file = file;
    this.filter = filter;
    this.formats = formats;
    this.joints = joints;
    this.job = job;
  }

  SearchFile file() {
    return file;
  }

  RecordFilter filter() {
    return filter;
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

  /** Its text, to be closed. */
  SearchText open(ScanBuffers buffers) throws IOException {
    if (file.part().isPresent() && joints.isPresent()) {
      boolean joined = joints.get().formats(buffers).isPresent();
      return CutText.open(file.part().get(), joined, job);
    }
    return new GuardedSource(ContentText.of(file.file().open(), file.file().name()), job);
  }

  /** In which formats its records are: by its beginning, or by that of its log. */
  FileFormats formats(ScanBuffers buffers, SearchText opened) throws IOException {
    Optional<FileFormats> shared =
        joints.isPresent() ? joints.get().formats(buffers) : Optional.empty();
    return shared.isPresent() ? shared.get() : formats.detect(opened.own());
  }

  /** Where in the text records of the window can be; all of it where it cannot be read anywhere. */
  FilePart window(ScanBuffers buffers, SearchText opened, FileFormats known) throws IOException {
    FilePart all = opened.all();
    if (!opened.isSeekable()) {
      return all;
    }
    FilePart within =
        TimeSearch.part(
            buffers, opened.own(), known, all.to(), filter.fromMillis(), filter.toMillis());
    return new FilePart(Math.max(all.from(), within.from()), Math.max(all.from(), within.to()));
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
