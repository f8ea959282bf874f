package io.millpond.exports.search;

import java.time.Instant;
import java.util.Optional;

/** Something that is searched by itself: what is found in it has an order of its own. */
public sealed interface Searchable permits SearchFile, EventSource {
  /** By which records of equal times are ordered. */
  Origin origin();

  /** Among those of one origin. */
  default int number() {
    return 0;
  }

  /** As the receipt and records name it, unique in its cluster. */
  String path();

  /** When it was made, where that is known: by that it is known under another name. */
  default Optional<Instant> created() {
    return Optional.empty();
  }
}
