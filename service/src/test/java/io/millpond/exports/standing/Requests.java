package io.millpond.exports.standing;

import io.millpond.exports.ExportRequest;
import io.millpond.exports.TestingRequest;
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
    TestingRequest request = TestingRequest.of(kind).withContext(context).as(form);
    level.ifPresent(text -> request.with("logLevel", text));
    return request.build();
  }
}
