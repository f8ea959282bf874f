package io.millpond.exports.search;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Events of a cluster's life, wherever they are told. */
public non-sealed interface EventSource extends Searchable {
  /** By which events of equal times are ordered among records; the subject is each event's own. */
  @Override
  Origin origin();

  /** As the receipt and events name it, unique in its cluster. */
  @Override
  String path();

  /** When the last event in it can have been written at the latest; empty where that is unknown. */
  Optional<Instant> lastModified();

  /**
   * Hands on all events, in the order they are told.
   *
   * @throws IOException where it cannot be read; what was handed on before counts
   */
  void read(Sink sink) throws IOException;

  /** Takes events; of these some are wanted. */
  interface Sink {
    /**
     * The next event.
     *
     * @param offset of it in its file
     */
    void event(LifecycleEvent event, long offset) throws IOException;

    /** Something that should have been an event and cannot be read. */
    void unreadable();

    /**
     * So many bytes were read since it was last told. To be called often: where the search was
     * given up this throws.
     */
    void progress(long bytes) throws IOException;
  }
}
