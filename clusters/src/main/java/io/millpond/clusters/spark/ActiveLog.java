package io.millpond.clusters.spark;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.ChainedContent;
import io.millpond.logs.ChainedContent.Segment;
import io.millpond.logs.Content;
import io.millpond.logs.FileStatus;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a stream is written to, once it was rolled. It may be rolled again before it is opened; then
 * it is the segment that was made of it and whatever is behind that.
 */
final class ActiveLog implements StoredFile {
  private final Place place;
  private final String stream;
  private final String name;
  private final FileStatus status;
  private final Optional<RolledName> before;
  private final Reading reading;

  /**
   * @param name what it is called
   * @param status as it was listed
   * @param before the segment that was made last when it was listed
   */
  ActiveLog(
      Place place,
      String stream,
      String name,
      FileStatus status,
      Optional<RolledName> before,
      Reading reading) {
    this.place = place;
    this.stream = stream;
    this.name = name;
    this.status = status;
    this.before = before;
    this.reading = reading;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long length() {
    return status.size();
  }

  @Override
  public Instant lastModified() {
    return status.modified();
  }

  @Override
  public Optional<Instant> created() {
    return status.created();
  }

  @Override
  public Content open() throws IOException {
    // Opened before the directory is looked at: if it has been rolled, its segment is seen there.
    Optional<SharedFiles.Lease> lease = StreamLog.lease(reading, place, stream);
    try (DirectoryLook look = DirectoryLook.at(place, reading)) {
      List<Segment> rolled =
          RolledSet.of(place, stream, look, reading.lengths()).segments().stream()
              .filter(segment -> isNew(segment.file().name()))
              .toList();
      if (rolled.isEmpty()) {
        return Content.InFile.whole(lease.orElseThrow(() -> new NoSuchFileException(name)));
      }
      lease.ifPresent(SharedFiles.Lease::close);
      return new ChainedContent(place.root(), rolled, look.takeActive(stream));
    } catch (IOException | RuntimeException | Error e) {
      lease.ifPresent(SharedFiles.Lease::close);
      throw e;
    }
  }

  private boolean isNew(String segment) {
    Optional<RolledName> made = RolledName.parse(segment).map(RolledName::plain);
    return made.isPresent()
        && before
            .map(last -> RolledName.OLDEST_FIRST.compare(made.get(), last.plain()) > 0)
            .orElse(true);
  }
}
