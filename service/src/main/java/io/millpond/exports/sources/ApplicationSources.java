package io.millpond.exports.sources;

import io.millpond.clusters.Application;
import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.StreamFile;
import io.millpond.clusters.events.LifecycleReader;
import io.millpond.exports.ContentType;
import io.millpond.exports.search.Origin;
import io.millpond.exports.search.SearchFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** What an export reads of applications of one cluster. For one thread and one export. */
final class ApplicationSources {
  private final ApplicationCluster cluster;
  private final Wanted wanted;
  private final Found found;

  ApplicationSources(ApplicationCluster cluster, Wanted wanted, Found found) {
    this.cluster = cluster;
    this.wanted = wanted;
    this.found = found;
  }

  /**
   * Adds the files and events of an application, if it is there.
   *
   * @return whether it is, or may be: what cannot be read is told
   */
  boolean add(String id) throws IOException {
    AtomicBoolean isNone = new AtomicBoolean();
    boolean isRead =
        found.attempt(
            id,
            () -> {
              Optional<Application> application = cluster.application(id);
              isNone.set(application.isEmpty());
              if (application.isPresent()) {
                add(application.get());
              }
            });
    boolean isWhole = isRead && found.attempt(id, () -> cluster.requireReadable(id));
    return !(isNone.get() && isWhole);
  }

  private void add(Application application) throws IOException {
    Map<String, String> numbers = new HashMap<>();
    if (wanted.wantsLogs(ContentType.EXECUTOR)) {
      numbers.putAll(cluster.executors(application));
    }
    for (Attempt attempt : application.attempts()) {
      if (wanted.wants(attempt)) {
        for (Container container : attempt.containers()) {
          add(application, container, numbers);
        }
        if (wanted.wantsEvents() && ApplicationEvents.mayBe(wanted)) {
          addEvents(application, attempt.number());
        }
      }
    }
  }

  private void add(Application application, Container container, Map<String, String> numbers)
      throws IOException {
    ContentType type = type(container);
    String subject = Subjects.of(container, numbers);
    if (!wanted.wantsLogs(type) || !wanted.wantsSubject(subject)) {
      return;
    }
    found.attempt(
        application.id() + "/" + container.id(),
        () -> {
          for (StreamFile part : cluster.logs(application, container, found::isCancelled)) {
            if (wanted.wantsStream(part.stream())) {
              found.add(file(type, subject, application, container, part));
            }
          }
        });
  }

  /** What is no driver is among the executors, as in the lists of the other APIs. */
  private static ContentType type(Container container) {
    return container.role() == Container.Role.DRIVER ? ContentType.DRIVER : ContentType.EXECUTOR;
  }

  private static SearchFile file(
      ContentType type,
      String subject,
      Application application,
      Container container,
      StreamFile part) {
    Origin origin =
        new Origin(type.wireName(), subject, part.stream(), application.id(), container.id());
    return new SearchFile(origin, part.number(), part.file(), part.notBefore(), part.part());
  }

  private void addEvents(Application application, int attempt) throws IOException {
    found.attempt(
        application.id() + "/events/" + attempt,
        () -> {
          List<StoredFile> parts =
              LifecycleReader.parts(cluster.eventLogs(application, OptionalInt.of(attempt)));
          if (!parts.isEmpty()) {
            found.add(new ApplicationEvents(application.id(), attempt, parts));
          }
        });
  }
}
