package io.millpond.exports.standing;

import io.millpond.exports.ExportRequest;
import java.time.Instant;
import java.util.Optional;

/** Requests for exports. */
final class Requests {
  static final ExportRequest ALL = all("ctx");

  private Requests() {}

  static ExportRequest all(String context) {
    return of("driver", Optional.empty(), context, ExportRequest.Form.TEXT);
  }

  static ExportRequest of(
      String kind, Optional<String> level, String context, ExportRequest.Form form) {
    return new ExportRequest(
        Instant.parse("2026-11-20T00:00:00Z"),
        Instant.parse("2026-11-20T23:59:59Z"),
        kind,
        Optional.empty(),
        level,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(context),
        form);
  }
}
