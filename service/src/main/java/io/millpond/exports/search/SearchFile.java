package io.millpond.exports.search;

import io.millpond.clusters.CutLog;
import io.millpond.clusters.StoredFile;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A file to be searched.
 *
 * @param number among the files of its origin, in the order they were written: segments of one log
 * @param file the file
 * @param notBefore when the first record that begins in it can have been written at the earliest;
 *     empty where that is not known
 * @param part where its log was cut anywhere: records may go on behind it
 */
public record SearchFile(
    Origin origin,
    int number,
    StoredFile file,
    Optional<Instant> notBefore,
    Optional<CutLog.Part> part)
    implements Searchable, Comparable<SearchFile> {
  private static final Comparator<SearchFile> ORDER =
      Comparator.comparing(SearchFile::origin).thenComparingInt(SearchFile::number);

  /** One that holds whole records. */
  public SearchFile(Origin origin, int number, StoredFile file, Optional<Instant> notBefore) {
    this(origin, number, file, notBefore, Optional.empty());
  }

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
