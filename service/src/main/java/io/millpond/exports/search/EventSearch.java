package io.millpond.exports.search;

import io.millpond.logs.records.ScanBuffers;
import io.millpond.logs.records.ScanCounts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The search of one source of events. What goes wrong with it is its outcome, not the search's. */
final class EventSearch implements Searched {
  private final EventSource source;
  private final EventFilter filter;
  private final Renderer.Form form;
  private final Spill spill;
  private final Workers.Job job;

  /** Guarded by this. */
  private List<Spill.Extent> found = List.of();

  private FileOutcome outcome;

  EventSearch(
      EventSource source, EventFilter filter, Renderer.Form form, Spill spill, Workers.Job job) {
    this.source = source;
    this.filter = filter;
    this.form = form;
    this.spill = spill;
    this.job = job;
    this.outcome = outcome(FileOutcome.State.READ, Optional.empty(), ScanCounts.NONE);
  }

  private FileOutcome outcome(FileOutcome.State state, Optional<String> reason, ScanCounts counts) {
    return new FileOutcome(source.path(), state, reason, counts);
  }

  @Override
  public synchronized void begin() {
    if (EventReading.isOutside(source, filter)) {
      outcome =
          outcome(FileOutcome.State.SKIPPED, Optional.of(FileSearch.OUTSIDE), ScanCounts.NONE);
    } else {
      job.add(this::read);
    }
  }

  private void read(ScanBuffers buffers) throws IOException {
    RunWriter writer = new RunWriter(spill);
    Renderer renderer = form.over(writer, source.origin(), source.path());
    EventReading reading =
        new EventReading(source, filter, (event, offset, number) -> renderer.event(event, offset));
    reading.read(job);
    done(writer.finish(), reading.outcome());
  }

  private synchronized void done(List<Spill.Extent> extents, FileOutcome became) {
    found = extents;
    outcome = became;
  }

  @Override
  public synchronized FileOutcome outcome() {
    return outcome;
  }

  @Override
  public synchronized List<Spill.Extent> found() {
    return found;
  }
}
