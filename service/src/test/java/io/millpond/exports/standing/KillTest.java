package io.millpond.exports.standing;

import static io.millpond.exports.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.database.Database;
import io.millpond.exports.Accepted;
import io.millpond.exports.LinkAnswer;
import io.millpond.exports.Operation;
import io.millpond.exports.search.TestingLogs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Killed at any moment, and again: what was accepted is made, once. */
final class KillTest {
  private static final int LIVES = Integer.getInteger("millpond.lives", 3);

  @TempDir private Path data;
  @TempDir private Path logFolder;

  @Test
  @Timeout(600)
  void whatWasAcceptedSurvivesKill9() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<ExportingProcess.Told> told = new ArrayList<>();
    for (int life = 0; life < LIVES; life++) {
      try (ExportingProcess process = new ExportingProcess(data, logFolder)) {
        for (int i = random.nextInt(1, 40); i > 0; i--) {
          told.add(process.next().orElseThrow());
        }
        process.kill();
        for (Optional<ExportingProcess.Told> more = process.next();
            more.isPresent();
            more = process.next()) {
          told.add(more.get());
        }
      }
    }
    try (TestingLogs logs = ExportingProcess.logs(logFolder);
        Database database = Database.embedded(data);
        StandingExports exports = ExportingProcess.exports(database, data, logs)) {
      for (ExportingProcess.Told each : told) {
        assertMade(exports, each, "seed " + seed);
      }
      // One that was put on record in the moment of a kill was not told.
      String platform = TestingSources.ETL.platform();
      await()
          .until(() ->
              exports.operations(platform).stream()
                  .allMatch(operation -> operation.status() == Operation.Status.SUCCEEDED));
      List<String> keys = exports.operations(platform).stream().map(Operation::key).toList();
      assertThat(keys).hasSizeBetween(told.size(), told.size() + LIVES);
      try (Stream<Path> files = Files.list(data.resolve("exports"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrderElementsOf(
                keys.stream().map(key -> key + ".export").toList());
      }
    }
  }

  private static void assertMade(
      StandingExports exports, ExportingProcess.Told told, String description) throws Exception {
    Accepted again = ExportingProcess.accept(exports, told.token());
    assertThat(again.operationKey()).as(description).isEqualTo(told.operationKey());
    assertThat(exports.open(again.link(), Duration.ofSeconds(60)))
        .as(description)
        .isInstanceOfSatisfying(
            LinkAnswer.Found.class,
            found ->
                assertThat(found.file().file())
                    .hasSize(found.file().length())
                    .content()
                    .contains(
                        "%1$d records read, %1$d matched".formatted(ExportingProcess.RECORDS)));
  }
}
