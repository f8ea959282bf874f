package io.millpond.exports.sources;

import io.millpond.clusters.Application;
import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.DirectorySearch;
import io.millpond.clusters.RunState;
import io.millpond.clusters.StoredFile;
import io.millpond.exports.TestingRequest;
import io.millpond.logs.Content;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A cluster that is made up. Each container has a file {@code stderr}. */
final class MadeCluster implements ApplicationCluster {
  final Map<String, Application> applications = new LinkedHashMap<>();

  /** Ids of applications and containers that cannot be read. */
  final List<String> broken = new ArrayList<>();

  /** What was asked of it. */
  final List<String> asked = new ArrayList<>();

  /** Ids of those that only directories tell of. */
  final List<String> unlisted = new ArrayList<>();

  /** Ids of applications of which a directory may not be read. */
  final List<String> closed = new ArrayList<>();

  /** How many directories that may hold applications may not be read. */
  int closedDirectories;

  boolean isDown;

  MadeCluster add(String id, Instant start, Optional<Instant> end, Container... containers) {
    Attempt attempt =
        new Attempt(1, RunState.RUNNING, Optional.of(start), end, List.of(containers));
    applications.put(id, new Application(id, "", "", Map.of(), List.of(attempt)));
    return this;
  }

  @Override
  public String name() {
    return "made";
  }

  @Override
  public Optional<Application> application(String id) throws IOException {
    asked.add(id);
    check(id);
    return Optional.ofNullable(applications.get(id));
  }

  private void check(String id) throws IOException {
    if (broken.contains(id)) {
      throw new AccessDeniedException("/srv/" + id);
    }
  }

  @Override
  public List<Application> applications() throws IOException {
    if (isDown) {
      throw new IOException("/srv: input/output error");
    }
    return applications.values().stream().filter(one -> !unlisted.contains(one.id())).toList();
  }

  @Override
  public void search(DirectorySearch search) throws IOException {
    applications.keySet().forEach(search::add);
    closed.forEach(search::add);
    for (int i = 0; i < closedDirectories; i++) {
      search.attempt(() -> {
        throw new AccessDeniedException("/srv");
      });
    }
  }

  @Override
  public void requireReadable(String id) throws IOException {
    if (closed.contains(id)) {
      throw new AccessDeniedException("/srv/" + id);
    }
  }

  private record Made(String name) implements StoredFile {
    @Override
    public long length() {
      return 0;
    }

    @Override
    public Instant lastModified() {
      return TestingRequest.TO;
    }

    @Override
    public Content open() throws IOException {
      throw new IOException("is not there");
    }
  }

  @Override
  public List<StoredFile> files(Application application, Container container) throws IOException {
    asked.add(application.id() + "/" + container.id());
    check(container.id());
    return List.of(new Made("stderr"));
  }

  @Override
  public Optional<StoredFile> file(Application application, Container container, String name) {
    return Optional.empty();
  }

  @Override
  public List<StoredFile> eventLogs(Application application, OptionalInt attempt) {
    return List.of();
  }

  @Override
  public void close() {}
}
