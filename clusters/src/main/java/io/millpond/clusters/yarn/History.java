package io.millpond.clusters.yarn;

import io.millpond.clusters.StoredFile;
import io.millpond.clusters.events.EventLogs;
import io.millpond.clusters.events.LoggedApplication;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Who ran what, as event logs tell. */
interface History extends Closeable {
  Optional<LoggedApplication> application(String id) throws IOException;

  /** Summaries, newest first. */
  List<LoggedApplication> applications() throws IOException;

  List<StoredFile> files(String id, OptionalInt attempt) throws IOException;

  /** That of event logs, which are closed with it. */
  static History of(EventLogs events) {
    return new History() {
      @Override
      public Optional<LoggedApplication> application(String id) throws IOException {
        return events.application(id);
      }

      @Override
      public List<LoggedApplication> applications() throws IOException {
        return events.applications();
      }

      @Override
      public List<StoredFile> files(String id, OptionalInt attempt) throws IOException {
        return events.files(id, attempt);
      }

      @Override
      public void close() throws IOException {
        events.close();
      }
    };
  }
}
