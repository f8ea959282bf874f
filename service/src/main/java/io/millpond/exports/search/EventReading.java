package io.millpond.exports.search;

import io.millpond.exports.Limits;
import io.millpond.logs.records.ScanCounts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a source of events once, and hands on those that are wanted in the order of time. */
final class EventReading {
  private static final Logger log = LoggerFactory.getLogger(EventReading.class);

  private final EventSource source;
  private final EventFilter filter;
  private final EventOrder order;
  private Optional<IOException> failure = Optional.empty();
  private long bytes;
  private long records;
  private long matched;
  private long unreadable;

  EventReading(EventSource source, EventFilter filter, EventOrder.Target target) {
    this.source = source;
    this.filter = filter;
    this.order = new EventOrder(target);
  }

  /** Whether nothing in it can be of the window, by what is told of the source. */
  static boolean isOutside(EventSource source, EventFilter filter) {
    return source
        .lastModified()
        .map(last -> last.plus(Limits.CLOCK_SKEW).toEpochMilli() < filter.fromMillis())
        .orElse(false);
  }

  /**
   * Reads all of it. What goes wrong with the source is its outcome.
   *
   * @throws IOException of the target
   * @throws InterruptedIOException where the job was cancelled
   */
  void read(Workers.Job job) throws IOException {
    try {
      source.read(new Taken(job));
    } catch (SpillException | Enough | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      log.warn("{} could not be searched", source.path(), e);
      failure = Optional.of(e);
    }
    order.end();
  }

  private final class Taken implements EventSource.Sink {
    private final Workers.Job job;

    Taken(Workers.Job job) {
      this.job = job;
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
  }

  /** What became of the source. */
  FileOutcome outcome() {
    ScanCounts counts = new ScanCounts(bytes, records, matched);
    if (failure.isPresent()) {
      return FileOutcome.failed(source.path(), failure.get(), counts);
    }
    Optional<String> complaint =
        unreadable == 0
            ? Optional.empty()
            : Optional.of(unreadable + (unreadable == 1 ? " line is" : " lines are") + " no event");
    return new FileOutcome(source.path(), FileOutcome.State.READ, complaint, counts);
  }
}
