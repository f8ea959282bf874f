package io.millpond.exports;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Searches that are answered at once, page by page. All pages together are what an export of the
 * same request holds. Safe for use by many threads. Who may ask for what is decided before it gets
 * here.
 */
public interface LogSearches {
  /**
   * Searches for a page. Its thread must not be interrupted.
   *
   * @param whenSlow called once where the search takes its time, with what ends it
   * @throws Refusal where there are too many searches, this one takes too long, or the place is
   *     none
   * @throws java.io.EOFException where it was ended
   */
  LogPage search(LogQuery query, Consumer<Runnable> whenSlow)
      throws Refusal, IOException, InterruptedException;
}
