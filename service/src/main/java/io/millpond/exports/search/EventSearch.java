package io.millpond.exports.search;

import io.millpond.exports.Limits;
import io.millpond.logs.records.ScanBuffers;
import io.millpond.logs.records.ScanCounts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The search of one source of events. What goes wrong with it is its outcome, not the search's. */
final class EventSearch implements Searched {
  private static final Logger log = LoggerFactory.getLogger(EventSearch.class);

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
    boolean isBefore =
        source
            .lastModified()
            .map(last -> last.plus(Limits.CLOCK_SKEW).toEpochMilli() < filter.fromMillis())
            .orElse(false);
    if (isBefore) {
      outcome =
          outcome(FileOutcome.State.SKIPPED, Optional.of(FileSearch.OUTSIDE), ScanCounts.NONE);
    } else {
      job.add(this::read);
    }
  }

  /** What is taken of the source while it is read. */
  private final class Taken implements EventSource.Sink {
    private final EventOrder order;
    private long bytes;
    private long records;
    private long matched;
    private long unreadable;

    Taken(EventOrder order) {
      this.order = order;
    }

    @Override
    public void event(LifecycleEvent event, long offset) throws IOException {
      records++;
      if (filter.wants(event)) {
        matched++;
        order.add(event, offset);
      }
    }

    @Override
    public void unreadable() {
      unreadable++;
    }

    @Override
    public void progress(long count) throws IOException {
      bytes += count;
      if (job.isCancelled()) {
        throw new InterruptedIOException("cancelled");
      }
    }

    ScanCounts counts() {
      return new ScanCounts(bytes, records, matched);
    }

    Optional<String> complaint() {
      return unreadable == 0
          ? Optional.empty()
          : Optional.of(unreadable + (unreadable == 1 ? " line is" : " lines are") + " no event");
    }
  }

  private void read(ScanBuffers buffers) throws IOException {
    RunWriter writer = new RunWriter(spill);
    EventOrder order = new EventOrder(form.over(writer, source.origin(), source.path())::event);
    Taken taken = new Taken(order);
    FileOutcome became;
    try {
      source.read(taken);
      became = outcome(FileOutcome.State.READ, taken.complaint(), taken.counts());
    } catch (SpillException | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      log.warn("{} could not be searched", source.path(), e);
      became = FileOutcome.failed(source.path(), e, taken.counts());
    }
    order.end();
    done(writer.finish(), became);
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
