package io.millpond.catalog;

import io.millpond.clusters.NamedFiles;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.SharedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The Livy logs of sessions, where an operator has them written. Safe for use by many threads. */
public final class LivyLogs implements Closeable {
  private static final String NAME = "livy.log";

  private final NamedFiles files;

  public LivyLogs(SharedFiles files) {
    this.files = new NamedFiles(files);
  }

  /** The log of a session, called {@code livy.log}; empty where it has none, or none yet. */
  public Optional<StoredFile> of(Session session) throws IOException {
    return session.livyLog().isEmpty()
        ? Optional.empty()
        : files.find(session.livyLog().get(), NAME);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
