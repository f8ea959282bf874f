package io.millpond.clusters.kubernetes;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import java.io.IOException;
import java.time.Instant;

/** One stream of a container as it was when it was listed. */
record PodStream(
    PodLogs logs, String directory, CriStream stream, long length, Instant lastModified)
    implements StoredFile {

  @Override
  public String name() {
    return stream.text();
  }

  @Override
  public Content open() throws IOException {
    return logs.open(directory, stream);
  }
}
