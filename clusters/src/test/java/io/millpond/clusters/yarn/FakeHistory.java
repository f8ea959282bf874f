package io.millpond.clusters.yarn;

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

/** What event logs would tell, made up. */
final class FakeHistory implements History {
  static final Instant WRITTEN = Instant.parse("2026-11-20T04:00:00Z");

  private final List<LoggedApplication> applications = new ArrayList<>();

  FakeHistory add(String id, LoggedAttempt... attempts) {
    applications.add(
        new LoggedApplication(
            id, "LabPi", "root", Map.of("spark.millpond.itemId", "x"), List.of(attempts)));
    return this;
  }

  static LoggedAttempt ended(
      int number,
      OptionalInt exitCode,
      Optional<LoggedProcess> driver,
      LoggedProcess... executors) {
    return new LoggedAttempt(
        number,
        Optional.of(WRITTEN.minusSeconds(60)),
        Optional.of(WRITTEN),
        exitCode,
        WRITTEN,
        Optional.empty(),
        driver,
        List.of(executors));
  }

  static LoggedAttempt running(int number, Optional<LoggedProcess> driver) {
    return new LoggedAttempt(
        number,
        Optional.of(WRITTEN.minusSeconds(60)),
        Optional.empty(),
        OptionalInt.empty(),
        WRITTEN,
        Optional.empty(),
        driver,
        List.of());
  }

  static LoggedProcess in(String id, String container) {
    return new LoggedProcess(
        id,
        "localhost",
        Map.of(),
        Map.of("CONTAINER_ID", container, "NM_HOST", "localhost", "NM_PORT", "45454"));
  }

  @Override
  public Optional<LoggedApplication> application(String id) {
    return applications.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  @Override
  public List<LoggedApplication> applications() {
    return applications;
  }

  @Override
  public List<StoredFile> files(String id, OptionalInt attempt) {
    return List.of();
  }

  @Override
  public void close() {}
}
