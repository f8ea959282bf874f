package io.millpond.exports.search;

import io.millpond.exports.Limits;
import io.millpond.logs.records.FileFormats;
import io.millpond.logs.records.FilePart;
import io.millpond.logs.records.RecordFilter;
import io.millpond.logs.records.RecordScan;
import io.millpond.logs.records.RecordSink;
import io.millpond.logs.records.ScanBuffers;
import io.millpond.logs.records.ScanCounts;
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

  PageFile(Page page, int number, TextFile text, @Nullable Progress known) {
    super(page, number, state(text.file()), known);
    this.file = text.file();
    this.filter = text.filter();
    this.text = text;
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
      try (SearchText opened = text.open(buffers)) {
        FileFormats known = text.formats(buffers, opened);
        FilePart window = text.window(buffers, opened, known);
        // It may have been cut off since it was listed; then there is nothing more for now.
        long from = Math.max(window.from(), begun().from() - opened.shift());
        scan(buffers, opened, known, new FilePart(from, Math.max(from, window.to())));
      }
    });
  }

  /** Scans the first part; the others have to wait for their turns. */
  private void scan(ScanBuffers buffers, SearchText source, FileFormats known, FilePart rest)
      throws IOException {
    long end =
        source.isSeekable() && rest.to() - rest.from() > Limits.TASK_BYTES
            ? rest.from() + Limits.TASK_BYTES
            : rest.to();
    long loose = rest.from() == 0 ? text.looseMillis(buffers, source, known) : 0;
    FilePart part = new FilePart(rest.from(), end);
    RecordSink told = Moved.by(source.shift(), sink);
    new RecordScan(buffers, source, known, filter, part, loose, told).run();
    if (end < rest.to()) {
      FilePart others = new FilePart(end, rest.to());
      job()
          .add(next ->
              guarded(() -> {
                try (SearchText opened = text.open(next)) {
                  scan(next, opened, known, others);
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
