package io.millpond.exports.search;

import io.millpond.exports.LogRecord;
import io.millpond.logs.records.ScanBuffers;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The search of one source of events for a page. It is read from its beginning each time, until
 * there is enough.
 */
final class PageEvents extends PageRun {
  private final EventSource source;
  private final EventFilter filter;

  private long latestMillis = Long.MIN_VALUE;
  private long lastTie = -1;

  PageEvents(
      Page page, int number, EventSource source, EventFilter filter, @Nullable Progress known) {
    super(page, number, state(source), unchanged(source, known));
    this.source = source;
    this.filter = filter;
  }

  /** An event that is told late may come before those that are known. */
  private static @Nullable Progress unchanged(EventSource source, @Nullable Progress known) {
    return known != null && known.state().equals(state(source)) ? known : null;
  }

  /** Where it is not known when it was written, it has always changed. */
  private static Progress.State state(EventSource source) {
    long nanos = System.nanoTime();
    return new Progress.State(0, source.lastModified().map(Instant::toEpochMilli).orElse(nanos));
  }

  @Override
  long likelyMillis() {
    return Long.MIN_VALUE;
  }

  @Override
  boolean isOutside() {
    return EventReading.isOutside(source, filter);
  }

  @Override
  void read(ScanBuffers buffers) throws IOException {
    EventReading reading = new EventReading(source, filter, this::event);
    try {
      reading.read(job());
      FileOutcome outcome = reading.outcome();
      ended(outcome.state() == FileOutcome.State.FAILED ? Optional.of(outcome) : Optional.empty());
    } catch (Enough enough) {
      // The rest is of other pages.
    }
  }

  private void event(LifecycleEvent event, long offset, long number) throws Enough {
    boolean isLater = event.timeMillis() > latestMillis;
    latestMillis = Math.max(latestMillis, event.timeMillis());
    // One that was told too late to be put in its place comes behind those that went before.
    long tie = isLater ? number : Math.max(number, lastTie + 1);
    lastTie = tie;
    Optional<Mark> mark = meet(latestMillis, tie, 0);
    if (mark.isPresent()) {
      found(new Candidate(mark.get(), record(event, offset, number)));
    }
  }

  private LogRecord record(LifecycleEvent event, long offset, long number) {
    return new LogRecord(
        source.path() + ":" + number,
        event.timeMillis(),
        source.origin().type(),
        event.subject(),
        source.origin().stream(),
        source.path(),
        offset,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(event.eventType()),
        event.message(),
        false);
  }
}
