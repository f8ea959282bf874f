package io.millpond.exports.standing;

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
 */
public record Environment(
    ExportSources sources, Formats formats, Duration linkLifetime, InstantSource clock) {}
