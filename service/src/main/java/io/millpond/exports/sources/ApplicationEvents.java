package io.millpond.exports.sources;

import io.millpond.clusters.StoredFile;
import io.millpond.clusters.events.ApplicationEvent;
import io.millpond.clusters.events.LifecycleReader;
import io.millpond.exports.ContentType;
import io.millpond.exports.search.EventSource;
import io.millpond.exports.search.LifecycleEvent;
import io.millpond.exports.search.Origin;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The events that an attempt's Spark event log tells. */
final class ApplicationEvents implements EventSource {
  private final String application;
  private final int attempt;
  private final List<StoredFile> parts;

  /**
   * @param parts of the event log, in order
   */
  ApplicationEvents(String application, int attempt, List<StoredFile> parts) {
    this.application = application;
    this.attempt = attempt;
    this.parts = List.copyOf(parts);
  }

  /** Whether one of the types of events that there are will do. */
  static boolean mayBe(Wanted wanted) {
    return Stream.of(ApplicationEvent.Kind.values())
        .anyMatch(kind -> wanted.wantsEventType(kind.name()));
  }

  @Override
  public Origin origin() {
    return new Origin(ContentType.EVENTS.wireName(), "", "", application, "");
  }

  @Override
  public String path() {
    return application + "/events/" + attempt;
  }

  @Override
  public Optional<Instant> lastModified() {
    return parts.stream().map(StoredFile::lastModified).max(Comparator.naturalOrder());
  }

  @Override
  public void read(Sink sink) throws IOException {
    LifecycleReader reader = new LifecycleReader(new Told(application, sink));
    for (StoredFile part : parts) {
      reader.read(part);
    }
  }

  private record Told(String application, Sink sink) implements LifecycleReader.Sink {
    @Override
    public void event(ApplicationEvent event) throws IOException {
      sink.event(
          new LifecycleEvent(
              event.time().toEpochMilli(),
              event.kind().name(),
              Subjects.ofExecutor(event.executorId()),
              message(event)),
          event.offset());
    }

    private String message(ApplicationEvent event) {
      String text = event.text();
      return switch (event.kind()) {
        case APPLICATION_START -> application + " started" + in(" (", text, ")");
        case APPLICATION_END -> application + " ended" + in(", ", text, "");
        case EXECUTOR_ADDED ->
            "executor %s of %s was added".formatted(event.executorId(), application)
                + in(" on ", text, "");
        case EXECUTOR_REMOVED ->
            "executor %s of %s was removed".formatted(event.executorId(), application)
                + in(": ", text, "");
      };
    }

    private static String in(String before, String text, String behind) {
      return text.isEmpty() ? "" : before + text + behind;
    }

    @Override
    public void unreadable() {
      sink.unreadable();
    }

    @Override
    public void progress(int bytes) throws IOException {
      sink.progress(bytes);
    }
  }
}
