package io.millpond.exports.standing;

import io.millpond.database.Database;
import io.millpond.exports.Accepted;
import io.millpond.exports.Creator;
import io.millpond.exports.ExportFile;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.LinkAnswer;
import io.millpond.exports.Operation;
import io.millpond.exports.Refusal;
import io.millpond.exports.Room;
import io.millpond.logs.records.Formats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Exports over a directory, with a database of their own. */
final class Service implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(30);
  static final Duration LINK_LIFETIME = Duration.ofHours(2);

  private final Database database;
  private final Path data;
  final StandingExports exports;

  Service(Path data, TestingSources sources, TestingClock clock) {
    this(Database.embedded(data), data, sources, clock);
  }

  Service(Database database, Path data, TestingSources sources, TestingClock clock) {
    this(database, data, sources, clock, Room.unbounded());
  }

  Service(Database database, Path data, TestingSources sources, TestingClock clock, Room room) {
    this.database = database;
    this.data = data;
    this.exports =
        new StandingExports(
            database,
            data,
            new Environment(sources, Formats.builtIn(), LINK_LIFETIME, clock, room));
  }

  Accepted accept(ExportRequest request) throws Refusal, IOException {
    return accept("oci:alice", request, Optional.empty());
  }

  Accepted accept(String caller, ExportRequest request, Optional<String> token)
      throws Refusal, IOException {
    return exports.accept(creator(caller), TestingSources.ETL, "ETL", request, token);
  }

  /** Somebody in no group. */
  static Creator creator(String principal) {
    return new Creator(principal, Set.of());
  }

  Operation operation(Accepted accepted) throws IOException {
    return exports.operation(TestingSources.ETL.platform(), accepted.operationKey()).orElseThrow();
  }

  List<Operation> operations() throws IOException {
    return exports.operations(TestingSources.ETL.platform());
  }

  /** How it ended. */
  Operation ended(Accepted accepted) throws Exception {
    exports.open(accepted.link(), LONG);
    return operation(accepted);
  }

  ExportFile file(Accepted accepted) throws Exception {
    return switch (exports.open(accepted.link(), LONG)) {
      case LinkAnswer.Found(ExportFile file) -> file;
      default -> throw new AssertionError(operation(accepted));
    };
  }

  Operation cancel(Accepted accepted) throws Refusal, IOException {
    return exports.cancel("oci:alice", TestingSources.ETL.platform(), accepted.operationKey());
  }

  /** Names of the files there are. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("exports"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Ends it as a kill does: nothing it does afterwards gets into the database. */
  void kill() {
    database.close();
    exports.close();
  }

  @Override
  public void close() {
    exports.close();
    database.close();
  }
}
