package io.millpond.exports.sources;

import io.millpond.clusters.StoredFile;
import io.millpond.exports.ContentType;
import io.millpond.exports.Limits;
import io.millpond.exports.search.EventSource;
import io.millpond.exports.search.LifecycleEvent;
import io.millpond.exports.search.Origin;
import io.millpond.logs.ContentText;
import io.millpond.logs.LineFilter;
import io.millpond.logs.LineReader;
import io.millpond.logs.LineWindow;
import io.millpond.logs.Lines;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A file of lifecycle events, one JSON object a line. Whoever administers the cluster has it
 * written.
 */
final class EventsFile implements EventSource {
  /** One byte more than a line may have, so that a line that is too long comes in pieces. */
  private static final Lines LINES =
      new Lines(2 * Limits.MAX_EVENT_LINE_BYTES, Limits.MAX_EVENT_LINE_BYTES);

  private final StoredFile file;

  EventsFile(StoredFile file) {
    this.file = file;
  }

  @Override
  public Origin origin() {
    return new Origin(ContentType.EVENTS.wireName(), "", "", "", "");
  }

  @Override
  public String path() {
    return file.name();
  }

  @Override
  public Optional<Instant> lastModified() {
    return Optional.of(file.lastModified());
  }

  @Override
  public void read(Sink sink) throws IOException {
    try (ContentText text = ContentText.of(file.open(), file.name());
        LineReader lines = LINES.read(text, LineWindow.ALL, LineFilter.ALL)) {
      boolean isRest = false;
      long told = 0;
      while (lines.next()) {
        // Of a line that is too long all pieces but the last are partial.
        boolean isWhole = !isRest && !lines.isPartial();
        isRest = lines.isPartial();
        Optional<LifecycleEvent> event =
            isWhole ? EventLine.parse(lines.bytes()) : Optional.empty();
        if (event.isPresent()) {
          sink.event(event.get(), lines.start());
        } else if (!isRest && lines.isTerminated()) {
          // One that has not ended is being written.
          sink.unreadable();
        }
        sink.progress(lines.end() - told);
        told = lines.end();
      }
      sink.progress(text.size() - told);
    }
  }
}
