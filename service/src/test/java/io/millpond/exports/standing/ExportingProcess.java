package io.millpond.exports.standing;

import io.millpond.database.Database;
import io.millpond.database.OtherProcess;
import io.millpond.exports.Accepted;
import io.millpond.exports.Refusal;
import io.millpond.exports.search.TestingLogs;
import io.millpond.logs.records.Formats;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A process that asks for one export after the other, and tells each that was accepted. */
final class ExportingProcess implements AutoCloseable {
  static final int RECORDS = 2000;

  /** An export that was accepted. */
  record Told(String token, String operationKey) {}

  private final OtherProcess process;

  ExportingProcess(Path data, Path logs) throws IOException {
    process = new OtherProcess(ExportingProcess.class, data, logs);
  }

  /** The next export that was accepted; empty where it has ended. */
  Optional<Told> next() throws IOException {
    return Optional.ofNullable(process.lines().readLine())
        .map(line -> line.split(" ", -1))
        .filter(words -> words.length == 3) // the last one tells that the line is whole
        .map(words -> new Told(words[0], words[1]));
  }

  /** Kills it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }

  static TestingLogs logs(Path folder) throws IOException {
    TestingLogs logs = new TestingLogs(folder);
    logs.add("spark-driver", "stderr", "a", "26/11/20 04:00:01 INFO A: message\n".repeat(RECORDS));
    return logs;
  }

  static StandingExports exports(Database database, Path data, TestingLogs logs) {
    return new StandingExports(
        database,
        data,
        new Environment(
            new TestingSources(logs.files()),
            Formats.builtIn(),
            Duration.ofDays(1),
            InstantSource.system()));
  }

  static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    StandingExports exports = exports(Database.embedded(data), data, logs(Path.of(arguments[1])));
    FileOutputStream answers = new FileOutputStream(FileDescriptor.out);
    List<Accepted> all = new ArrayList<>();
    while (true) {
      String token = UUID.randomUUID().toString();
      Accepted accepted = accept(exports, token, all);
      all.add(accepted);
      answers.write(
          (token + " " + accepted.operationKey() + " .\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static Accepted accept(StandingExports exports, String token, List<Accepted> all)
      throws Exception {
    while (true) {
      try {
        return accept(exports, token);
      } catch (Refusal full) {
        exports.open(all.removeFirst().link(), Duration.ofSeconds(30));
      }
    }
  }

  static Accepted accept(StandingExports exports, String token) throws Refusal, IOException {
    return exports.accept(
        Service.creator("oci:alice"), TestingSources.ETL, "ETL", Requests.ALL, Optional.of(token));
  }
}
