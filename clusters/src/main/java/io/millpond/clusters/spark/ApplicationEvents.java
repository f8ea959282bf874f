package io.millpond.clusters.spark;

import io.millpond.clusters.StoredFile;
import io.millpond.clusters.events.EventLogs;
import io.millpond.clusters.events.LoggedApplication;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is asked of event logs here. */
interface ApplicationEvents extends Closeable {
  Optional<LoggedApplication> application(String id) throws IOException;

  List<LoggedApplication> applications() throws IOException;

  List<StoredFile> files(String id, OptionalInt attempt) throws IOException;

  /** Those of event logs, which are closed with this. */
  static ApplicationEvents of(EventLogs logs) {
    return new ApplicationEvents() {
      @Override
      public Optional<LoggedApplication> application(String id) throws IOException {
        return logs.application(id);
      }

      @Override
      public List<LoggedApplication> applications() throws IOException {
        return logs.applications();
      }

      @Override
      public List<StoredFile> files(String id, OptionalInt attempt) throws IOException {
        return logs.files(id, attempt);
      }

      @Override
      public void close() throws IOException {
        logs.close();
      }
    };
  }
}
