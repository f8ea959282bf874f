package io.millpond.exports.search;

import io.millpond.exports.Limits;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.records.FileFormats;
import io.millpond.logs.records.FilePart;
import io.millpond.logs.records.RecordFilter;
import io.millpond.logs.records.RecordScan;
import io.millpond.logs.records.RecordSink;
import io.millpond.logs.records.ScanBuffers;
import io.millpond.logs.records.ScanCounts;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search of one file: looked at first, then, where it is large and can be read anywhere, cut
 * into parts that several threads take. What goes wrong with a file is its outcome, not the
 * search's.
 */
final class FileSearch implements Searched {
  /** Why a file is not opened. */
  static final String OUTSIDE = "outside the window";

  private static final Logger log = LoggerFactory.getLogger(FileSearch.class);

  private final SearchFile file;
  private final RecordFilter filter;
  private final TextFile text;
  private final Renderer.Form form;
  private final Spill spill;
  private final Workers.Job job;

  /** One run a part. Guarded by this. */
  private final List<List<Spill.Extent>> runs = new ArrayList<>();

  private ScanCounts counts = ScanCounts.NONE;
  private Optional<String> reason = Optional.empty();
  private Optional<String> skipped = Optional.empty();

  FileSearch(TextFile text, Renderer.Form form, Spill spill, Workers.Job job) {
    this.text = text;
    this.file = text.file();
    this.filter = text.filter();
    this.form = form;
    this.spill = spill;
    this.job = job;
  }

  @Override
  public void begin() {
    if (text.isOutside()) {
      skipped = Optional.of(OUTSIDE);
    } else {
      job.add(this::look);
    }
  }

  private void look(ScanBuffers buffers) throws IOException {
    try (SearchText opened = text.open(buffers)) {
      FileFormats known = text.formats(buffers, opened);
      FilePart part = text.window(buffers, opened, known);
      if (!opened.isSeekable()) {
        scan(buffers, opened, known, part, run());
        return;
      }
      FilePart first = new FilePart(part.from(), end(part.from(), part));
      int run = run();
      for (long at = first.to(); at < part.to(); at = end(at, part)) {
        FilePart next = new FilePart(at, end(at, part));
        int nextRun = run();
        job.add(others -> again(others, known, next, nextRun));
      }
      scan(buffers, opened, known, first, run);
    } catch (IOException e) {
      failed(e);
    }
  }

  private static long end(long at, FilePart part) {
    // The last part takes what would be left for a tiny one.
    return part.to() - at < 2 * Limits.TASK_BYTES ? part.to() : at + Limits.TASK_BYTES;
  }

  private void again(ScanBuffers buffers, FileFormats known, FilePart part, int run)
      throws IOException {
    try (SearchText opened = text.open(buffers)) {
      scan(buffers, opened, known, part, run);
    } catch (IOException e) {
      failed(e);
    }
  }

  private void scan(
      ScanBuffers buffers, SearchText source, FileFormats known, FilePart part, int run)
      throws IOException {
    RunWriter writer = new RunWriter(spill);
    long loose = part.from() == 0 ? text.looseMillis(buffers, source, known) : 0;
    RecordSink sink = Moved.by(source.shift(), form.over(writer, file));
    RecordScan scan = new RecordScan(buffers, source, known, filter, part, loose, sink);
    try {
      scan.run();
    } finally {
      done(run, writer.finish(), scan.counts());
    }
  }

  private synchronized int run() {
    runs.add(List.of());
    return runs.size() - 1;
  }

  private synchronized void done(int run, List<Spill.Extent> extents, ScanCounts scanned) {
    runs.set(run, extents);
    counts = counts.plus(scanned);
  }

  /** The file's, not the search's, unless the search was given up or has nowhere to write. */
  private void failed(IOException failure) throws IOException {
    if (failure instanceof SpillException || failure instanceof InterruptedIOException) {
      throw failure;
    }
    log.warn("{} could not be searched", file.path(), failure);
    synchronized (this) {
      reason = Optional.of(words(failure));
    }
  }

  /** What a receipt says of a failure: no path of this machine. */
  static String words(IOException failure) {
    return switch (failure) {
      case NoSuchFileException gone -> "gone";
      case AccessDeniedException denied -> "may not be read";
      case DamagedFileException damaged -> "damaged: " + damaged.getReason();
      case EOFException cut -> "cut off while it was read";
      default -> "cannot be read";
    };
  }

  @Override
  public synchronized FileOutcome outcome() {
    FileOutcome.State state =
        skipped.isPresent()
            ? FileOutcome.State.SKIPPED
            : reason.isPresent() ? FileOutcome.State.FAILED : FileOutcome.State.READ;
    return new FileOutcome(file.path(), state, skipped.or(() -> reason), counts);
  }

  @Override
  public synchronized List<Spill.Extent> found() {
    return runs.stream().flatMap(List::stream).toList();
  }
}
