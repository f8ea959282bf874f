package io.millpond.exports.search;

import io.millpond.logs.records.ScanCounts;
import java.io.IOException;
import java.util.Optional;

/**
 * What became of a file.
 *
 * @param file as {@link SearchFile#path} names it
 * @param state whether it was read
 * @param reason why it was not, or not to its end, or what in it could not be; empty where all was
 * @param counts of what was read of it
 */
public record FileOutcome(String file, State state, Optional<String> reason, ScanCounts counts) {
  /** Whether a file was read. */
  public enum State {
    /** As far as the window goes. */
    READ,
    /** It cannot hold anything that was asked for. */
    SKIPPED,
    /** Not, or not all of it, though it may hold something: the export is incomplete. */
    FAILED
  }

  /** Of a file that could not be read, or not to its end. */
  public static FileOutcome failed(String file, IOException failure, ScanCounts counts) {
    return new FileOutcome(file, State.FAILED, Optional.of(FileSearch.words(failure)), counts);
  }
}
