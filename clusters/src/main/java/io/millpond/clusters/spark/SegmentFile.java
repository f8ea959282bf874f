package io.millpond.clusters.spark;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.ChainedContent;
import io.millpond.logs.ChainedContent.Segment;
import io.millpond.logs.Content;
import io.millpond.logs.FileStatus;
import io.millpond.logs.TextSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A segment that a worker has made. Somebody may compress it before it is opened; then it is the
 * text of what came of it.
 */
final class SegmentFile implements StoredFile {
  private static final String COMPRESSED = ".gz";

  private final Place place;
  private final Segment segment;
  private final Reading reading;

  SegmentFile(Place place, Segment segment, Reading reading) {
    this.place = place;
    this.segment = segment;
    this.reading = reading;
  }

  @Override
  public String name() {
    return segment.file().name();
  }

  @Override
  public long length() {
    return segment.file().size();
  }

  @Override
  public Instant lastModified() {
    return segment.file().modified();
  }

  @Override
  public Optional<Instant> created() {
    return segment.file().created();
  }

  @Override
  public Content open() throws IOException {
    try {
      return Content.InFile.whole(reading.files().open(place.root(), segment.path()));
    } catch (NoSuchFileException gone) {
      return compressed().orElseThrow(() -> gone);
    }
  }

  private Optional<Content> compressed() throws IOException {
    String path = segment.path() + COMPRESSED;
    if (TextSource.isCompressedName(segment.path())) {
      return Optional.empty();
    }
    Optional<FileStatus> file = Directories.status(place.root(), path);
    return file.map(status ->
        new ChainedContent(
            place.root(),
            List.of(new Segment(path, status, segment.length(), true)),
            Optional.empty()));
  }
}
