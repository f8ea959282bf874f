package io.millpond.exports.search;

import io.millpond.logs.records.ScanCounts;
import java.util.List;

/**
 * What a search has read and found.
 *
 * @param files in their order
 * @param totals of all of them
 */
public record Receipt(List<FileOutcome> files, ScanCounts totals) {
  public Receipt {
    files = List.copyOf(files);
  }

  static Receipt of(List<FileOutcome> files) {
    return new Receipt(
        files, files.stream().map(FileOutcome::counts).reduce(ScanCounts.NONE, ScanCounts::plus));
  }

  /** How many files there are of a state. */
  public long count(FileOutcome.State state) {
    return files.stream().filter(file -> file.state() == state).count();
  }

  /** Whether everything was read that may hold something. */
  public boolean isComplete() {
    return count(FileOutcome.State.FAILED) == 0;
  }
}
