package io.millpond.bench;

import java.nio.file.Path;

/**
 * How a comparison is run.
 *
 * @param millpond the launcher to measure
 * @param home of the source tree the comparison belongs to
 * @param data where generated logs are kept from run to run
 * @param scratch of this run alone
 * @param results where the figures are put as JSON
 * @param rounds how often the candidates take turns
 * @param isShort small sizes: shows that a comparison works, not how fast anything is
 */
record Options(
    Path millpond, Path home, Path data, Path scratch, Path results, int rounds, boolean isShort) {
  /** The first in a full run, the second in a short one. */
  long size(long full, long brief) {
    return isShort ? brief : full;
  }
}
