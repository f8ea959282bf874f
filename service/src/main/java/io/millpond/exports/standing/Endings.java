package io.millpond.exports.standing;

import io.millpond.exports.Operation;
import io.millpond.exports.making.ExportFailure;
import io.millpond.exports.making.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How operations end. */
final class Endings {
  private Endings() {}

  static Row withDetails(Row row, String details) {
    Operation was = row.operation();
    return row.with(
        new Operation(
            was.key(),
            was.cluster(),
            was.clusterName(),
            was.createdBy(),
            was.request(),
            was.timeStarted(),
            was.timeFinished(),
            was.status(),
            details,
            was.errorCode(),
            was.errorMessage(),
            was.receipt()),
        row.file());
  }

  static Row succeeded(Row row, Made made, Instant now, Duration linkLifetime) {
    return row.with(
        ended(
            row.operation(),
            now,
            Operation.Status.SUCCEEDED,
            made.details(),
            Optional.empty(),
            Optional.of(made.receipt())),
        Optional.of(new Published(made.bytes(), made.md5(), now.plus(linkLifetime))));
  }

  static Row failed(Row row, ExportFailure failure, Instant now) {
    return without(
        row,
        ended(
            row.operation(),
            now,
            Operation.Status.FAILED,
            "",
            Optional.of(failure),
            Optional.empty()));
  }

  static Row canceled(Row row, Instant now) {
    return without(
        row,
        ended(
            row.operation(),
            now,
            Operation.Status.CANCELED,
            "",
            Optional.empty(),
            Optional.empty()));
  }

  private static Row without(Row row, Operation operation) {
    return row.with(operation, Optional.empty());
  }

  private static Operation ended(
      Operation was,
      Instant now,
      Operation.Status status,
      String details,
      Optional<ExportFailure> failure,
      Optional<String> receipt) {
    return new Operation(
        was.key(),
        was.cluster(),
        was.clusterName(),
        was.createdBy(),
        was.request(),
        was.timeStarted(),
        Optional.of(now.isBefore(was.timeStarted()) ? was.timeStarted() : now),
        status,
        details,
        failure.map(ExportFailure::code),
        failure.map(ExportFailure::text),
        receipt);
  }
}
