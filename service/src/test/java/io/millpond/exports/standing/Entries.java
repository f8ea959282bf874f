package io.millpond.exports.standing;

import io.millpond.exports.Operation;
import io.millpond.exports.making.ExportSources;
import io.millpond.exports.making.Making;
import io.millpond.exports.search.Workers;
import io.millpond.logs.records.Formats;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Operations that nobody makes. */
final class Entries {
  private Entries() {}

  static Entry of(String caller) {
    return of(row(caller, caller));
  }

  static Row row(String key, String caller) {
    Operation operation =
        new Operation(
            key,
            TestingSources.ETL,
            "ETL",
            caller,
            Requests.ALL,
            Instant.EPOCH,
            Optional.empty(),
            Operation.Status.IN_PROGRESS,
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Row(operation, Set.of(), "object", "hash of " + key, Optional.empty());
  }

  static Entry of(Row row) {
    ExportSources none = (cluster, request, cancelled) -> Optional.empty();
    Making.Tools tools = new Making.Tools(Workers.start(0), none, Formats.builtIn());
    return new Entry(
        row, new Making(tools, new Making.Order(row.operation().cluster(), "ETL", Requests.ALL)));
  }
}
