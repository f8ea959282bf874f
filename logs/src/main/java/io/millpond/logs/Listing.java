package io.millpond.logs;

import java.util.List;

/**
 * What was chosen of a directory.
 *
 * @param entries sorted by name in byte order
 * @param leftOut how many were wanted, too, and are not among them
 */
public record Listing(List<FileStatus> entries, long leftOut) {
  public Listing {
    entries = List.copyOf(entries);
  }
}
