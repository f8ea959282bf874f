package io.millpond.clusters.spark;

import io.millpond.clusters.StoredFile;
import io.millpond.clusters.events.History;
import io.millpond.clusters.events.LoggedApplication;
import io.millpond.clusters.events.LoggedAttempt;
import io.millpond.clusters.events.LoggedProcess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What event logs tell, as a test has it. */
final class KnownEvents implements History {
  private final List<LoggedApplication> applications = new ArrayList<>();

  KnownEvents add(String id, LoggedAttempt... attempts) {
    applications.add(new LoggedApplication(id, "LabPi", "root", Map.of(), List.of(attempts)));
    return this;
  }

  static LoggedProcess process(String id, String query) {
    String page = "http://localhost:8081/logPage/?" + query + "&logType=";
    return new LoggedProcess(
        id, "localhost", Map.of("stdout", page + "stdout", "stderr", page + "stderr"), Map.of());
  }

  static LoggedAttempt ended(
      OptionalInt exitCode, Optional<LoggedProcess> driver, LoggedProcess... executors) {
    return endedBy(Optional.empty(), exitCode, driver, executors);
  }

  static LoggedAttempt endedBy(
      Optional<String> writer,
      OptionalInt exitCode,
      Optional<LoggedProcess> driver,
      LoggedProcess... executors) {
    return new LoggedAttempt(
        1,
        Optional.of(Instant.ofEpochMilli(1795147370663L)),
        Optional.of(Instant.ofEpochMilli(1795147386426L)),
        exitCode,
        Instant.ofEpochMilli(1795147386427L),
        writer,
        driver,
        List.of(executors));
  }

  @Override
  public Optional<LoggedApplication> application(String id) {
    return applications.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  @Override
  public List<LoggedApplication> applications() {
    return List.copyOf(applications);
  }

  @Override
  public List<StoredFile> files(String id, OptionalInt attempt) {
    return List.of();
  }

  @Override
  public void close() {}
}
