package io.millpond.logs;

import java.util.Comparator;
import java.util.function.Predicate;

/**
 * Which entries of a directory are listed, where others may have put any number of them there.
 *
 * @param wanted by its name: of what is not wanted nothing is asked and nothing kept
 * @param order in which they count; those of the same rank count in the order of their names
 * @param most that are listed, the first in that order
 */
public record EntryChoice(Predicate<String> wanted, Comparator<FileStatus> order, int most) {
  /** The newest, by their times of modification. */
  public static EntryChoice newest(Predicate<String> wanted, int most) {
    return new EntryChoice(wanted, Comparator.comparing(FileStatus::modified).reversed(), most);
  }
}
