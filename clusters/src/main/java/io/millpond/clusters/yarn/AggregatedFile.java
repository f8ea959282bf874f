package io.millpond.clusters.yarn;

import java.time.Instant;

/**
 * One upload of a log file into an aggregated file.
 *
 * @param name its name, a plain one
 * @param length in bytes
 * @param lastModified of the file where the format tells, else of the aggregated file
 * @param uploaded when it was put there
 * @param extent where its bytes lie
 */
record AggregatedFile(
    String name, long length, Instant lastModified, Instant uploaded, Extent extent) {}
