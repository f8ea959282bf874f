package io.millpond.exports.search;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events of a list. */
public record TestingEvents(Origin origin, List<LifecycleEvent> events) implements EventSource {
  @Override
  public String path() {
    return "events";
  }

  @Override
  public Optional<Instant> lastModified() {
    return Optional.empty();
  }

  @Override
  public void read(Sink sink) throws IOException {
    long number = 0;
    for (LifecycleEvent event : events) {
      sink.event(event, number++);
    }
  }
}
