package io.millpond.exports.sources;

import io.millpond.exports.Limits;
import io.millpond.exports.search.EventSource;
import io.millpond.exports.search.FileOutcome;
import io.millpond.exports.search.SearchFile;
import io.millpond.exports.search.SearchInput;
import io.millpond.logs.records.ScanCounts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was found so far of what is to be searched. */
final class Found {
  private static final Logger log = LoggerFactory.getLogger(Found.class);

  private final Wanted wanted;
  private final BooleanSupplier cancelled;
  private final List<SearchFile> files = new ArrayList<>();
  private final List<EventSource> events = new ArrayList<>();
  private final List<FileOutcome> unread = new ArrayList<>();
  private long leftOut;
  private int failures;

  /**
   * @param cancelled asked before each look
   */
  Found(Wanted wanted, BooleanSupplier cancelled) {
    this.wanted = wanted;
    this.cancelled = cancelled;
  }

  /** Something that may fail. */
  interface Look {
    void look() throws IOException;
  }

  /**
   * Looks for more. A failure is told in the receipt.
   *
   * @param what is looked at, as the receipt names it
   * @return whether it did not fail
   * @throws InterruptedIOException where the thread was interrupted, or it was cancelled
   */
  boolean attempt(String what, Look look) throws IOException {
    requireWanted();
    try {
      look.look();
      return true;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      failed(what, e);
      return false;
    }
  }

  private void requireWanted() throws InterruptedIOException {
    if (cancelled.getAsBoolean()) {
      throw new InterruptedIOException("cancelled");
    }
  }

  /**
   * What cannot be listed.
   *
   * @throws InterruptedIOException where it was cancelled: then that may be why. When the service
   *     stops, what is still looked at is closed.
   */
  void failed(String what, IOException failure) throws InterruptedIOException {
    requireWanted();
    if (++failures <= Limits.MAX_LOGGED_FAILURES) {
      log.warn("{} cannot be listed", what, failure);
    }
    unread.add(FileOutcome.failed(what, failure, ScanCounts.NONE));
  }

  /** What is to be searched and cannot be. */
  void isNone(String what, String reason) {
    tell(what, FileOutcome.State.FAILED, reason);
  }

  /** What is configured to be searched and is not there. */
  void isNotThere(String what, String reason) {
    tell(what, FileOutcome.State.SKIPPED, reason);
  }

  private void tell(String what, FileOutcome.State state, String reason) {
    unread.add(new FileOutcome(what, state, Optional.of(reason), ScanCounts.NONE));
  }

  /** Whether nothing more is to be looked for. */
  boolean isCancelled() {
    return cancelled.getAsBoolean();
  }

  void add(SearchFile file) {
    if (files.size() < Limits.MAX_SEARCHED_FILES) {
      files.add(file);
    } else {
      leftOut++;
    }
  }

  void add(EventSource source) {
    if (events.size() < Limits.MAX_SEARCHED_FILES) {
      events.add(source);
    } else {
      leftOut++;
    }
  }

  SearchInput input() {
    if (leftOut > 0) {
      isNone(leftOut + " more files", "more than one export reads");
    }
    return new SearchInput(files, events, wanted.events(), unread);
  }
}
