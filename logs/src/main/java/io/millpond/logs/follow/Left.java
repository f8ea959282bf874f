package io.millpond.logs.follow;

import java.time.Instant;
import java.util.Optional;

/**
 * The file before the present one of a log, of which nothing was read yet.
 *
 * @param inode {@link Siblings#NO_FILE} where there was none
 * @param modified its last modification
 */
record Left(long inode, Instant modified) {
  /** What came before, by the newest of the rotated files. */
  static Left before(Optional<Siblings.Sibling> newest) {
    return newest
        .map(sibling -> new Left(sibling.inode(), sibling.status().modified()))
        .orElse(new Left(Siblings.NO_FILE, Instant.MIN));
  }
}
