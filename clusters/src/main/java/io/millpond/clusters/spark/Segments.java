package io.millpond.clusters.spark;

import io.millpond.clusters.LocalFile;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.StreamFile;
import io.millpond.clusters.StreamFiles;
import io.millpond.logs.ChainedContent.Segment;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The logs in a container's directory as the files they lie in, each byte once. A worker cuts
 * wherever it has come to, in the middle of a line if need be.
 */
final class Segments {
  private Segments() {}

  /**
   * @param plain how a file that no worker has rolled is read
   * @param start no record is older
   */
  static List<StreamFile> of(
      Place place,
      DirectoryLook look,
      Reading reading,
      Function<FileStatus, StoredFile> plain,
      Optional<Instant> start)
      throws IOException {
    List<StoredFile> unrolled = new ArrayList<>();
    for (FileStatus status : look.entries()) {
      boolean isRolled =
          look.isRolled(status.name()) || RolledName.parse(status.name()).isPresent();
      if (ContainerFiles.isShown(status) && !isRolled) {
        unrolled.add(plain.apply(status));
      }
    }
    List<StreamFile> found = new ArrayList<>(StreamFiles.of(unrolled, start));
    for (String stream : look.rolledStreams()) {
      int first = (int) found.stream().filter(file -> file.stream().equals(stream)).count();
      List<StoredFile> rolled = rolled(place, stream, look, reading, unrolled);
      found.addAll(StreamFiles.segments(stream, first, rolled, start));
    }
    return List.copyOf(found);
  }

  private static List<StoredFile> rolled(
      Place place, String stream, DirectoryLook look, Reading reading, List<StoredFile> others)
      throws IOException {
    RolledSet set = RolledSet.of(place, stream, look, reading.lengths());
    List<StoredFile> files = new ArrayList<>();
    for (Segment segment : set.segments()) {
      String name = segment.file().name();
      files.add(new LocalFile(reading.files(), place.root(), segment.path(), name, segment.file()));
    }
    Optional<RolledName> last =
        set.segments().isEmpty()
            ? Optional.empty()
            : RolledName.parse(set.segments().getLast().file().name());
    Optional<LogFile> active = set.active();
    if (active.isPresent()) {
      String shown = stream + ContainerFiles.ACTIVE;
      boolean isTaken = others.stream().anyMatch(file -> file.name().equals(shown));
      String name = isTaken ? stream : shown;
      files.add(new ActiveLog(place, stream, name, active.get().status(), last, reading));
    }
    return files;
  }
}
