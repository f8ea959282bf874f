package io.millpond.exports.search;

import io.millpond.clusters.StoredFile;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A file to be searched.
 *
 * @param number among the files of its origin, in the order they were written: segments of one log
 * @param file the file
 * @param notBefore when the first record in it can have been written at the earliest; empty where
 *     that is not known
 */
public record SearchFile(Origin origin, int number, StoredFile file, Optional<Instant> notBefore)
    implements Searchable, Comparable<SearchFile> {
  private static final Comparator<SearchFile> ORDER =
      Comparator.comparing(SearchFile::origin).thenComparingInt(SearchFile::number);

  @Override
  public int compareTo(SearchFile other) {
    return ORDER.compare(this, other);
  }

  @Override
  public Optional<Instant> created() {
    return file.created();
  }

  /** As the receipt and records name it, unique in its cluster. */
  @Override
  public String path() {
    return String.join("/", origin.application(), origin.container(), file.name());
  }
}
