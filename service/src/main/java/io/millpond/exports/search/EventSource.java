package io.millpond.exports.search;

import java.io.IOException;

/** Where events of a cluster's life are told: a file of its own, what is known of applications. */
public interface EventSource {
  /** Where they come from; each event says its subject itself. */
  Origin origin();

  /** As the receipt and records name it, unique in its cluster. */
  String path();

  /**
   * Hands over all events there are, in the order they are kept.
   *
   * @param sink what it throws is not to be caught: the search was cancelled
   * @return how many bytes were read
   */
  long read(Sink sink) throws IOException;

  /** Takes events. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes one.
     *
     * @param offset of it in its file
     */
    void event(LifecycleEvent event, long offset) throws IOException;
  }
}
