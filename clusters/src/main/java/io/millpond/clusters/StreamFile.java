package io.millpond.clusters;

import java.time.Instant;
import java.util.Optional;

/**
 * A part of what a container wrote: each byte of a container's logs is in one of these.
 *
 * @param stream {@code stdout}, {@code stderr}, or the name of a file that is of neither
 * @param number among the parts of its stream, from 0, in the order they were written
 * @param file under the name it is listed by
 * @param notBefore no record that begins in it was written earlier; empty where that is not certain
 * @param part where its log was cut anywhere; empty where it holds whole records
 */
public record StreamFile(
    String stream,
    int number,
    StoredFile file,
    Optional<Instant> notBefore,
    Optional<CutLog.Part> part) {
  /** Of whole records. */
  public StreamFile(String stream, int number, StoredFile file, Optional<Instant> notBefore) {
    this(stream, number, file, notBefore, Optional.empty());
  }

  /** The same at another place among the parts of its stream. */
  public StreamFile withNumber(int other) {
    return new StreamFile(stream, other, file, notBefore, part);
  }
}
