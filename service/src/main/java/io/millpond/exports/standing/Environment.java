package io.millpond.exports.standing;

import io.millpond.exports.Room;
import io.millpond.exports.making.ExportSources;
import io.millpond.logs.records.Formats;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What exports depend on.
 *
 * @param sources which logs are a cluster's
 * @param formats by which records are known
 * @param linkLifetime from the end of an export to that of its link
 * @param room for the files of exports
 */
public record Environment(
    ExportSources sources, Formats formats, Duration linkLifetime, InstantSource clock, Room room) {
  /** With as much room as the disk has. */
  public Environment(
      ExportSources sources, Formats formats, Duration linkLifetime, InstantSource clock) {
    this(sources, formats, linkLifetime, clock, Room.unbounded());
  }
}
