package io.millpond.exports.search;

import java.io.IOException;
import java.util.List;

/** Events of a list. */
public record TestingEvents(Origin origin, List<LifecycleEvent> events) implements EventSource {
  @Override
  public String path() {
    return "events";
  }

  @Override
  public long read(Sink sink) throws IOException {
    long number = 0;
    for (LifecycleEvent event : events) {
      sink.event(event, number++);
    }
    return number;
  }
}
