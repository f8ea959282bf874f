package io.millpond.clusters;

import io.millpond.logs.Content;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A log file that is kept somewhere: in a directory, in an aggregate of many, or as the sum of its
 * segments. What is told of it was so when it was listed.
 */
public interface StoredFile {
  /** Its name, without a directory; for event logs the path below the event log directory. */
  String name();

  /** How many bytes {@link #open} gives, or gave when this was listed. */
  long length();

  /** When it was last written. */
  Instant lastModified();

  /** When it was made, where the file system tells. */
  default Optional<Instant> created() {
    return Optional.empty();
  }

  /**
   * Opens it. To be closed.
   *
   * @throws java.nio.file.NoSuchFileException where it has gone since
   * @throws io.millpond.logs.DamagedFileException where what keeps it is damaged
   */
  Content open() throws IOException;
}
