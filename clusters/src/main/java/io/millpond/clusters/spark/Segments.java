package io.millpond.clusters.spark;

import io.millpond.clusters.CutLog;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.StreamFile;
import io.millpond.clusters.StreamFiles;
import io.millpond.logs.ChainedContent.Segment;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogFile;
import io.millpond.logs.TextSource;
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
   * @param patience of who waits until all segments are counted
   */
  static List<StreamFile> of(
      Place place,
      DirectoryLook look,
      Reading reading,
      Function<FileStatus, StoredFile> plain,
      Optional<Instant> start,
      Patience patience)
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
      CutLog rolled = rolled(place, stream, look, reading, patience, unrolled);
      found.addAll(StreamFiles.pieces(stream, first, rolled, start));
    }
    return List.copyOf(found);
  }

  private static CutLog rolled(
      Place place,
      String stream,
      DirectoryLook look,
      Reading reading,
      Patience patience,
      List<StoredFile> others)
      throws IOException {
    RolledSet set = RolledSet.of(place, stream, look, reading.lengths(), patience);
    List<CutLog.Piece> pieces = new ArrayList<>();
    for (Segment segment : set.segments()) {
      StoredFile file = new SegmentFile(place, segment, reading);
      pieces.add(
          new CutLog.Piece(file, segment.length(), ending(place, segment, reading, patience)));
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
      StoredFile file = new ActiveLog(place, stream, name, active.get().status(), last, reading);
      pieces.add(new CutLog.Piece(file, CutLog.GROWING, CutLog.Ending.UNKNOWN));
    }
    return new CutLog(pieces);
  }

  /** That of a compressed one was found when it was counted. */
  private static CutLog.Ending ending(
      Place place, Segment segment, Reading reading, Patience patience) throws IOException {
    if (!segment.whole()) {
      return CutLog.Ending.BROKEN;
    }
    if (!TextSource.isCompressedName(segment.path())) {
      return CutLog.Ending.UNKNOWN;
    }
    boolean endsLine =
        patience.count(reading.lengths(), place, segment.path(), segment.file()).endsLine();
    return endsLine ? CutLog.Ending.LINE : CutLog.Ending.WITHIN_LINE;
  }
}
