package io.millpond.exports.search;

import io.millpond.logs.records.ScanBuffers;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The search of one file, or of one source of events, for a page. Its records come in their order,
 * so it ends with the first one that is too late for the page.
 */
abstract class PageRun {
  private final int number;
  private final Mark after;
  private final TopRecords top;
  private final Workers.Job job;
  private final Progress.State state;
  private final Progress begun;

  /** The latest time so far. */
  private long latestMillis;

  /** Behind the last record that was met. */
  private long nextTie;

  /** Where reading has to begin to meet what comes next. */
  private long from;

  private boolean wasBegun;
  private boolean wasRead;
  private Optional<FileOutcome> failure = Optional.empty();

  /** The first record that was met and is of a later page; guarded by this. */
  private @Nullable Met next;

  private record Met(Mark mark, long from) {}

  /**
   * What all of a page's runs have in common.
   *
   * @param after what the page comes behind
   */
  record Page(Mark after, TopRecords top, Workers.Job job) {}

  /**
   * @param number of it in the order of all
   * @param known how far it was read before; null where it was not, or nobody remembers
   */
  PageRun(Page page, int number, Progress.State state, @Nullable Progress known) {
    this.number = number;
    this.after = page.after();
    this.top = page.top();
    this.job = page.job();
    this.state = state;
    this.begun = begun(known);
    this.latestMillis = begun.timeMillis();
    this.nextTie = begun.tie();
    this.from = begun.from();
  }

  private Progress begun(@Nullable Progress known) {
    if (known == null || state.wasCutOff(known.state())) {
      return Progress.none(state);
    }
    // What was written to a file since all of it was read comes late, but it comes.
    return known.isRead() && !known.state().equals(state)
        ? known.notBefore(after.timeMillis() + (number < after.run() ? 1 : 0))
        : known;
  }

  /** When the first record of it may be, as far as one can tell; clocks may be wrong. */
  abstract long likelyMillis();

  /** Whether the whole search has nothing to look for in it. */
  abstract boolean isOutside();

  /** Reads it; a task of the job. */
  abstract void read(ScanBuffers buffers) throws IOException;

  /** By what runs are begun: those first that may have what comes first. */
  final long turn() {
    return Math.max(begun.timeMillis(), likelyMillis());
  }

  /** Has it read, where it may have something for the page. */
  final void begin() {
    boolean isDone = begun.isRead() && begun.state().equals(state);
    if (!isDone && !isOutside()) {
      job.add(buffers -> {
        if (top.wants(new Mark(begun.timeMillis(), number, begun.tie()))) {
          wasBegun = true;
          read(buffers);
        }
      });
    }
  }

  final Workers.Job job() {
    return job;
  }

  /** How far it was read before. */
  final Progress begun() {
    return begun;
  }

  /**
   * Whether a record belongs to the page, or belonged to an earlier one.
   *
   * @param latest time up to it
   * @param tie its place
   * @param begin where reading has to begin to meet it again
   * @throws Enough where it is on a later one
   */
  final Optional<Mark> meet(long latest, long tie, long begin) throws Enough {
    latestMillis = latest;
    nextTie = tie + 1;
    from = begin;
    Mark mark = new Mark(latest, number, tie);
    if (mark.compareTo(after) <= 0) {
      return Optional.empty();
    }
    if (!top.wants(mark)) {
      dropped(new Met(mark, from));
      throw new Enough();
    }
    return Optional.of(mark);
  }

  /** Hands on the record that was met last. */
  final void found(Candidate candidate) {
    Met met = new Met(candidate.mark(), from);
    top.add(candidate, () -> dropped(met));
  }

  private synchronized void dropped(Met met) {
    Met earlier = next;
    if (earlier == null || met.mark().compareTo(earlier.mark()) < 0) {
      next = met;
    }
  }

  /** All of it was read. */
  final void ended(Optional<FileOutcome> wrong) {
    failure = wrong;
    wasRead = wrong.isEmpty();
  }

  /** What went wrong with it; when all tasks have ended. */
  final Optional<FileOutcome> failure() {
    return failure;
  }

  /** How far it was read; when all tasks have ended. */
  final synchronized Progress progress() {
    Met met = next;
    if (met != null) {
      return new Progress(met.mark().timeMillis(), met.mark().tie(), met.from(), state, false);
    }
    return wasBegun ? new Progress(latestMillis, nextTie, from, state, wasRead) : begun;
  }
}
