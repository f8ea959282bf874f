package io.millpond.exports.search;

import io.millpond.logs.records.ScanCounts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The search of one source of events. What goes wrong with it is its outcome. */
final class EventSearch {
  private static final Logger log = LoggerFactory.getLogger(EventSearch.class);

  private final EventSource source;
  private final EventFilter filter;
  private final Renderer.Form form;
  private final Spill spill;
  private final Workers.Job job;

  // Written by one task, read when all have ended.
  private long records;
  private long matched;
  private long bytes;
  private Optional<String> reason = Optional.empty();
  private List<Spill.Extent> found = List.of();

  EventSearch(
      EventSource source, EventFilter filter, Renderer.Form form, Spill spill, Workers.Job job) {
    this.source = source;
    this.filter = filter;
    this.form = form;
    this.spill = spill;
    this.job = job;
  }

  void begin() {
    job.add(buffers -> search());
  }

  private void search() throws IOException {
    RunWriter writer = new RunWriter(spill);
    Renderer renderer = form.over(writer, source.origin(), source.path());
    try {
      bytes = source.read((event, offset) -> take(event, offset, renderer));
    } catch (SpillException | InterruptedIOException givenUp) {
      throw givenUp;
    } catch (IOException e) {
      log.warn("{} could not be searched", source.path(), e);
      reason = Optional.of(FileSearch.words(e));
    } finally {
      found = writer.finish();
    }
  }

  private void take(LifecycleEvent event, long offset, Renderer renderer) throws IOException {
    if (job.isCancelled()) {
      throw new InterruptedIOException("cancelled");
    }
    records++;
    if (filter.wants(event)) {
      matched++;
      renderer.event(event, offset);
    }
  }

  /** What became of it; when all tasks have ended. */
  FileOutcome outcome() {
    FileOutcome.State state =
        reason.isPresent() ? FileOutcome.State.FAILED : FileOutcome.State.READ;
    return new FileOutcome(source.path(), state, reason, new ScanCounts(bytes, records, matched));
  }

  List<Spill.Extent> found() {
    return found;
  }
}
