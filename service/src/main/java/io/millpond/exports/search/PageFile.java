package io.millpond.exports.search;

import io.millpond.exports.Limits;
import io.millpond.logs.ByteSource;
import io.millpond.logs.ContentText;
import io.millpond.logs.records.FileFormats;
import io.millpond.logs.records.FilePart;
import io.millpond.logs.records.Formats;
import io.millpond.logs.records.RecordFilter;
import io.millpond.logs.records.RecordScan;
import io.millpond.logs.records.ScanBuffers;
import io.millpond.logs.records.ScanCounts;
import io.millpond.logs.records.TimeSearch;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search of one file for a page: part by part, one behind the other, until there is enough. The
 * window is looked for anew each time, since the file may have grown.
 */
final class PageFile extends PageRun {
  private static final Logger log = LoggerFactory.getLogger(PageFile.class);

  private final SearchFile file;
  private final RecordFilter filter;
  private final TextFile text;
  private final PageSink sink;

  PageFile(
      Page page,
      int number,
      SearchFile file,
      RecordFilter filter,
      Formats formats,
      @Nullable Progress known) {
    super(page, number, state(file), known);
    this.file = file;
    this.filter = filter;
    this.text = new TextFile(file, filter, formats);
    this.sink = new PageSink(this, file);
  }

  private static Progress.State state(SearchFile file) {
    return new Progress.State(file.file().length(), file.file().lastModified().toEpochMilli());
  }

  @Override
  long likelyMillis() {
    return file.notBefore().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
  }

  @Override
  boolean isOutside() {
    return text.isOutside();
  }

  @Override
  void read(ScanBuffers buffers) throws IOException {
    guarded(() -> {
      try (ContentText opened = text.open()) {
        ByteSource source = new GuardedSource(opened, job());
        FileFormats known = text.detect(source);
        FilePart window =
            opened.isSeekable()
                ? TimeSearch.part(
                    buffers, source, known, opened.size(), filter.fromMillis(), filter.toMillis())
                : FilePart.WHOLE;
        FilePart rest = new FilePart(Math.max(window.from(), begun().from()), window.to());
        scan(buffers, source, known, rest, opened.isSeekable());
      }
    });
  }

  /** Scans the first part; the others have to wait for their turns. */
  private void scan(
      ScanBuffers buffers, ByteSource source, FileFormats known, FilePart rest, boolean inParts)
      throws IOException {
    long end =
        inParts && rest.to() - rest.from() > Limits.TASK_BYTES
            ? rest.from() + Limits.TASK_BYTES
            : rest.to();
    long loose = rest.from() == 0 ? text.looseMillis(buffers, source, known) : 0;
    FilePart part = new FilePart(rest.from(), end);
    new RecordScan(buffers, source, known, filter, part, loose, sink).run();
    if (end < rest.to()) {
      FilePart others = new FilePart(end, rest.to());
      job()
          .add(next ->
              guarded(() -> {
                try (ContentText opened = text.open()) {
                  scan(next, new GuardedSource(opened, job()), known, others, true);
                }
              }));
    } else {
      ended(Optional.empty());
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  /** What goes wrong is the file's, not the search's, unless that was given up. */
  private void guarded(Step step) throws IOException {
    try {
      step.run();
    } catch (InterruptedIOException givenUp) {
      throw givenUp;
    } catch (Enough enough) {
      log.trace("{} has enough", file.path());
    } catch (IOException failure) {
      log.warn("{} could not be searched", file.path(), failure);
      ended(Optional.of(FileOutcome.failed(file.path(), failure, ScanCounts.NONE)));
    }
  }
}
