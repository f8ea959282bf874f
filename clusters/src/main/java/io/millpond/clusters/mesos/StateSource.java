package io.millpond.clusters.mesos;

import io.millpond.clusters.documents.CachedDocument;
import io.millpond.clusters.documents.DocumentSource;
import io.millpond.clusters.documents.DocumentUnavailableException;
import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import io.millpond.clusters.documents.HttpDocumentLoader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Where the state of a Mesos cluster comes from. */
public final class StateSource {
  private StateSource() {}

  /** No state: every question is answered with {@link Reason#NOT_CONFIGURED}. */
  public static DocumentSource<MesosState> none() {
    return () -> {
      throw new DocumentUnavailableException(MesosState.DOCUMENT, Reason.NOT_CONFIGURED);
    };
  }

  /** A saved state document, read again when its size, time or identity has changed. */
  public static DocumentSource<MesosState> file(Path file) {
    return file(file, MesosState.Bounds.DEFAULT, DocumentSource.Timing.DEFAULT);
  }

  static DocumentSource<MesosState> file(
      Path file, MesosState.Bounds bounds, DocumentSource.Timing timing) {
    return CachedDocument.file(
        MesosState.DOCUMENT,
        file,
        json -> MesosState.read(json, bounds),
        timing.withFresh(Duration.ZERO));
  }

  /**
   * The {@code /state} of a master or an agent. Redirections are not followed: name the leading
   * master, as {@code http://leader.mesos:5050/state} does.
   *
   * @param url http or https
   */
  public static DocumentSource<MesosState> http(URI url) {
    return http(url, MesosState.Bounds.DEFAULT, DocumentSource.Timing.DEFAULT);
  }

  static DocumentSource<MesosState> http(
      URI url, MesosState.Bounds bounds, DocumentSource.Timing timing) {
    return CachedDocument.http(
        MesosState.DOCUMENT,
        HttpDocumentLoader.Request.json(url),
        json -> MesosState.read(json, bounds),
        timing);
  }

  /**
   * The source a configured URL names: http, https or file.
   *
   * @throws IllegalArgumentException for any other URL
   */
  public static DocumentSource<MesosState> of(URI url) {
    String scheme = String.valueOf(url.getScheme());
    return switch (scheme) {
      case "http", "https" -> http(url);
      case "file" -> file(Path.of(url));
      default -> throw new IllegalArgumentException("a state is at an http, https or file URL");
    };
  }
}
