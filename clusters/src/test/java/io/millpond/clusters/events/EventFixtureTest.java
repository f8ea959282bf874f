package io.millpond.clusters.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Fixtures;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real Spark wrote. */
class EventFixtureTest {
  private final SharedFiles files = SharedFiles.start();
  @TempDir Path temp;

  @AfterEach
  void close() {
    files.close();
  }

  private EventLogs open(String archive, String... below) throws Exception {
    Path directory = Fixtures.unpack(archive, temp);
    for (String name : below) {
      directory = directory.resolve(name);
    }
    return EventLogs.open(List.of(directory.resolve("events")), files);
  }

  private static LoggedApplication application(EventLogs logs, String id) throws IOException {
    return logs.application(id).orElseThrow();
  }

  @Test
  void singleFileOfStandaloneClient() throws Exception {
    try (EventLogs logs = open("spark-standalone-3.5-client")) {
      LoggedApplication all = application(logs, "app-20261120040213-0000");
      assertThat(all.name()).isEqualTo("LabPi");
      assertThat(all.user()).isEqualTo("root");
      assertThat(all.properties()).isEmpty();
      LoggedAttempt attempt = all.attempts().getLast();
      assertThat(attempt.number()).isEqualTo(1);
      assertThat(attempt.start()).contains(Instant.ofEpochMilli(1795147330461L));
      assertThat(attempt.end()).contains(Instant.ofEpochMilli(1795147350479L));
      assertThat(attempt.exitCode()).isEmpty();
      assertThat(attempt.driver()).isEmpty();
      assertThat(attempt.executors()).extracting(LoggedProcess::id).containsExactly("1", "0");
      assertThat(attempt.executors().getFirst().host()).isEqualTo("localhost");
      assertThat(attempt.executors().getFirst().logUrls())
          .containsEntry(
              "stdout",
              "http://localhost:8081/logPage/?appId=app-20261120040213-0000&executorId=1"
                  + "&logType=stdout");
    }
  }

  @Test
  void rolledDirectoryOfStandaloneCluster() throws Exception {
    try (EventLogs logs = open("spark-standalone-4.2-cluster")) {
      LoggedAttempt attempt = application(logs, "app-20261120040251-0000").attempts().getLast();
      assertThat(attempt.end()).contains(Instant.ofEpochMilli(1795147386426L));
      assertThat(attempt.exitCode()).hasValue(0);
      LoggedProcess driver = attempt.driver().orElseThrow();
      assertThat(driver.id()).isEqualTo("driver");
      assertThat(driver.host()).isEqualTo("localhost");
      assertThat(driver.logUrls().get("stderr"))
          .isEqualTo(
              "http://localhost:8081/logPage/?driverId=driver-20261120040245-0000&logType=stderr");
      assertThat(logs.files("app-20261120040251-0000", OptionalInt.empty()))
          .extracting(StoredFile::name)
          .containsExactly(
              "eventlog_v2_app-20261120040251-0000/events_1_app-20261120040251-0000",
              "eventlog_v2_app-20261120040251-0000/appstatus_app-20261120040251-0000");
    }
  }

  @Test
  void theOtherStandaloneLogs() throws Exception {
    try (EventLogs logs = open("spark-standalone-4.2-structured", "client-structured")) {
      assertThat(logs.applications())
          .extracting(LoggedApplication::id)
          .containsExactly("app-20261120040326-0000");
    }
    try (EventLogs logs = open("spark-standalone-4.2-rolling-size")) {
      assertThat(application(logs, "app-20261120040425-0000").attempts().getLast().executors())
          .hasSize(2);
    }
  }

  @Test
  void yarnClusterAndClientMode() throws Exception {
    try (EventLogs logs = open("yarn-tfile")) {
      LoggedAttempt cluster =
          application(logs, "application_1795147326305_0001").attempts().getLast();
      assertThat(cluster.number()).isEqualTo(1);
      LoggedProcess driver = cluster.driver().orElseThrow();
      assertThat(driver.host()).isEqualTo("localhost");
      assertThat(driver.attributes())
          .containsEntry("CONTAINER_ID", "container_1795147326305_0001_01_000001")
          .containsEntry("NM_PORT", "45454");
      assertThat(cluster.executors())
          .extracting(executor -> executor.attributes().get("CONTAINER_ID"))
          .containsExactly(
              "container_1795147326305_0001_01_000002", "container_1795147326305_0001_01_000003");
      LoggedAttempt client =
          application(logs, "application_1795147326305_0002").attempts().getLast();
      assertThat(client.driver()).isEmpty();
      assertThat(client.executors()).hasSize(2);
      assertThat(logs.files("application_1795147326305_0001", OptionalInt.of(1)))
          .extracting(StoredFile::name)
          .containsExactly("application_1795147326305_0001_1");
      assertThat(logs.files("application_1795147326305_0001", OptionalInt.of(2))).isEmpty();
    }
  }

  @Test
  void summariesAreNewestFirst() throws Exception {
    try (EventLogs logs = open("yarn-ifile-rolling")) {
      List<LoggedApplication> all = logs.applications();
      assertThat(all)
          .extracting(LoggedApplication::id)
          .containsExactly("application_1795146998957_0002", "application_1795146998957_0001");
      LoggedAttempt cluster = all.getLast().attempts().getLast();
      assertThat(cluster.end()).contains(Instant.ofEpochMilli(1795147150975L));
      assertThat(cluster.driver()).isPresent();
      assertThat(cluster.executors()).isEmpty();
    }
  }
}
