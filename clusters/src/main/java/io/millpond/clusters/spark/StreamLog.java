package io.millpond.clusters.spark;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.ChainedContent;
import io.millpond.logs.Content;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code stdout} or {@code stderr} of a container: the file of that name, or, where a worker has
 * rolled it, all of its segments and that file behind them. Which of the two is found out when it
 * is opened: it may have been rolled for the first time since it was listed.
 */
final class StreamLog implements StoredFile {
  private final Place place;
  private final String name;
  private final boolean wasRolled;
  private final long length;
  private final Instant lastModified;
  private final Optional<Instant> created;
  private final Reading reading;

  StreamLog(
      Place place,
      String name,
      boolean wasRolled,
      long length,
      Instant lastModified,
      Optional<Instant> created,
      Reading reading) {
    this.place = place;
    this.name = name;
    this.wasRolled = wasRolled;
    this.length = length;
    this.lastModified = lastModified;
    this.created = created;
    this.reading = reading;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public Instant lastModified() {
    return lastModified;
  }

  @Override
  public Optional<Instant> created() {
    return created;
  }

  @Override
  public Content open() throws IOException {
    if (wasRolled) {
      try (DirectoryLook look = DirectoryLook.at(place, reading)) {
        if (look.isRolled(name)) {
          return whole(look);
        }
      }
    }
    // Opened before the directory is looked at: if it has been rolled, its segment is seen there.
    Optional<SharedFiles.Lease> plain = lease(reading, place, name);
    try (DirectoryLook look = DirectoryLook.at(place, reading)) {
      if (!look.isRolled(name)) {
        return Content.InFile.whole(plain.orElseThrow(() -> new NoSuchFileException(name)));
      }
      plain.ifPresent(SharedFiles.Lease::close);
      return whole(look);
    } catch (IOException | RuntimeException | Error e) {
      plain.ifPresent(SharedFiles.Lease::close);
      throw e;
    }
  }

  private Content whole(DirectoryLook look) throws IOException {
    RolledSet set = RolledSet.of(place, name, look, reading.lengths());
    return new ChainedContent(place.root(), set.segments(), look.takeActive(name));
  }

  /** The file a stream is written to; empty where there is none. */
  static Optional<SharedFiles.Lease> lease(Reading reading, Place place, String name)
      throws IOException {
    try {
      return Optional.of(reading.files().open(place.root(), place.path(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
