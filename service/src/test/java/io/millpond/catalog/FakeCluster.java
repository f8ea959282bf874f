package io.millpond.catalog;

import io.millpond.clusters.Application;
import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.RunState;
import io.millpond.clusters.StoredFile;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A cluster whose applications the test sets. */
final class FakeCluster implements ApplicationCluster {
  /** What answers when the cluster is asked for its applications. */
  interface Answer {
    List<Application> applications() throws IOException;
  }

  private final String name;
  private volatile Answer answer;
  final AtomicInteger asked = new AtomicInteger();

  FakeCluster(String name, Application... applications) {
    this.name = name;
    this.answer = () -> List.of(applications);
  }

  void answers(Answer other) {
    this.answer = other;
  }

  /** An application with properties {@code spark.millpond.…}, given without that beginning. */
  static Application application(String id, long startSecond, Map<String, String> own) {
    Map<String, String> properties = new HashMap<>();
    own.forEach((key, value) -> properties.put(Application.OWN_PROPERTIES + key, value));
    return new Application(
        id,
        "",
        "",
        properties,
        List.of(
            new Attempt(
                1,
                RunState.RUNNING,
                Optional.of(Instant.ofEpochSecond(startSecond)),
                Optional.empty(),
                List.of())));
  }

  /** An application that names all four. */
  static Application application(
      String id, long startSecond, UUID workspace, UUID item, Item.Type type, UUID livy) {
    return application(
        id,
        startSecond,
        Map.of(
            "workspaceId", workspace.toString(),
            "itemId", item.toString(),
            "itemType", type.word(),
            "livyId", livy.toString()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Application> applications() throws IOException {
    asked.incrementAndGet();
    return answer.applications();
  }

  @Override
  public Optional<Application> application(String id) throws IOException {
    return answer.applications().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  @Override
  public List<StoredFile> files(Application application, Container container) {
    return List.of();
  }

  @Override
  public Optional<StoredFile> file(Application application, Container container, String file) {
    return Optional.empty();
  }

  @Override
  public List<StoredFile> eventLogs(Application application, OptionalInt attempt) {
    return List.of();
  }

  @Override
  public void close() {}
}
