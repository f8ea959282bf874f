package io.millpond.api.fabric;

import io.millpond.clusters.Application;
import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.StoredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A cluster that is kept in memory. */
final class TestingCluster implements ApplicationCluster {
  private final List<Application> applications = new ArrayList<>();
  private final Map<String, List<StoredFile>> files = new HashMap<>();

  private boolean down;

  /** From now on nothing can be asked of it. */
  void fail() {
    down = true;
  }

  private void check() throws IOException {
    if (down) {
      throw new IOException("/srv/events: input/output error");
    }
  }

  void add(Application application) {
    applications.add(application);
  }

  void put(String containerId, StoredFile... itsFiles) {
    files.put(containerId, List.of(itsFiles));
  }

  @Override
  public String name() {
    return "testing";
  }

  @Override
  public Optional<Application> application(String id) throws IOException {
    check();
    return applications.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  @Override
  public List<Application> applications() throws IOException {
    check();
    return List.copyOf(applications);
  }

  @Override
  public List<StoredFile> files(Application application, Container container) {
    return files.getOrDefault(container.id(), List.of());
  }

  @Override
  public Optional<StoredFile> file(Application application, Container container, String name) {
    return files(application, container).stream()
        .filter(file -> file.name().equals(name))
        .findFirst();
  }

  @Override
  public List<StoredFile> eventLogs(Application application, OptionalInt attempt) {
    return application.attempts().stream()
        .map(Attempt::number)
        .filter(number -> attempt.isEmpty() || attempt.getAsInt() == number)
        .<StoredFile>map(
            number -> TestingFile.of(application.id() + "_" + number, "event log " + number))
        .toList();
  }

  @Override
  public void close() {}
}
