package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import io.millpond.clusters.Owners;
import io.millpond.logs.DirectoryTooLargeException;
import io.millpond.logs.EntryChoice;
import io.millpond.logs.FileStatus;
import io.millpond.logs.Listing;
import io.millpond.logs.LogRoot;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A log of one attempt as it was found in a directory.
 *
 * @param root the directory
 * @param keeper owner of the directory it lies in
 * @param status of the file or directory that is named
 * @param inProgress whether its name, or that of its status file, says that the application runs
 * @param parts the files that hold its events, in their order
 * @param others further files that belong to it and hold no events, or such as others stand in for
 */
record FoundLog(
    LogRoot root,
    LogName name,
    String keeper,
    FileStatus status,
    boolean inProgress,
    List<Part> parts,
    List<Part> others) {
  /** A file of the log, by its path below the root. */
  record Part(String path, FileStatus status) {
    boolean sameFileAs(FileStatus other) {
      return status.isSameFile(other);
    }

    /** Whether nothing was written to it between the two. */
    boolean sameAs(FileStatus other) {
      return sameFileAs(other)
          && status.size() == other.size()
          && status.modified().equals(other.modified());
    }
  }

  private static final EntryChoice FILES =
      EntryChoice.newest(
          file -> RolledName.of(file).isPresent() || RolledName.isStatus(file),
          Limits.MAX_ROLLED_FILES);

  /** What tells logs of one directory from each other, whether they run or have ended. */
  record Key(LogRoot root, String base, boolean rolling) {}

  /** A log that is a file. */
  static FoundLog single(LogRoot root, LogName name, String keeper, FileStatus status) {
    return new FoundLog(
        root,
        name,
        keeper,
        status,
        name.inProgress(),
        List.of(new Part(name.text(), status)),
        List.of());
  }

  /** A log that is a directory: looks into it. */
  static FoundLog rolled(LogRoot root, LogName name, String keeper, FileStatus status)
      throws IOException {
    record Rolled(RolledName name, Part part) {}
    List<Rolled> rolled = new ArrayList<>();
    List<Part> others = new ArrayList<>();
    boolean ended = false;
    Listing listing = root.list(name.text(), FILES);
    if (listing.leftOut() > 0) {
      throw new DirectoryTooLargeException(name.text(), FILES.most());
    }
    for (FileStatus file : listing.entries()) {
      Part part = new Part(name.text() + "/" + file.name(), file);
      if (!file.isRegular()) {
        continue;
      }
      RolledName.of(file.name()).ifPresent(rolledName -> rolled.add(new Rolled(rolledName, part)));
      if (RolledName.isStatus(file.name())) {
        ended |= !file.name().endsWith(LogName.IN_PROGRESS);
        others.add(part);
      }
    }
    rolled.sort(Comparator.comparing(Rolled::name, RolledName.ORDER));
    int first = rolled.size() - 1;
    while (first > 0 && !rolled.get(first).name().compacted()) {
      first--;
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < rolled.size(); i++) {
      (i < first ? others : parts).add(rolled.get(i).part());
    }
    return new FoundLog(
        root, name, keeper, status, !ended, List.copyOf(parts), List.copyOf(others));
  }

  /** The log as it is now, under the same name. */
  FoundLog again() throws IOException {
    FileStatus now = root.status(name.text());
    return name.rolling() ? rolled(root, name, keeper, now) : single(root, name, keeper, now);
  }

  /** The same with no more of its parts than the first and the last: there may be thousands. */
  FoundLog ends() {
    return parts.size() <= 2 && others.isEmpty()
        ? this
        : new FoundLog(
            root,
            name,
            keeper,
            status,
            inProgress,
            parts.size() < 2 ? parts : List.of(parts.getFirst(), parts.getLast()),
            List.of());
  }

  Key key() {
    return new Key(root, name.base(), name.rolling());
  }

  /** Whether it may have been written by another than who keeps the directory. */
  boolean isForeign() {
    return Owners.isForeign(status.owner(), keeper);
  }

  boolean isOfSameOwnerAs(FoundLog other) {
    return status.owner().equals(other.status.owner());
  }

  /**
   * Of several logs of one application its owner's count, and the owner is that of the first of
   * them: who keeps the directory before others; then who was there first, which no name and no
   * time of modification can change.
   */
  static final Comparator<FoundLog> OWNERS_FIRST =
      Comparator.comparing(FoundLog::isForeign)
          .thenComparing(log -> log.status.created().orElseGet(log.status::modified))
          .thenComparing(log -> log.name.text());

  /** Of two logs of one attempt the one counts that has ended, or was written to last. */
  boolean isBetterThan(FoundLog other) {
    if (!isOfSameOwnerAs(other)) {
      return OWNERS_FIRST.compare(this, other) < 0;
    }
    return inProgress == other.inProgress
        ? lastWritten().isAfter(other.lastWritten())
        : other.inProgress;
  }

  Instant lastWritten() {
    return parts.isEmpty() ? status.modified() : parts.getLast().status().modified();
  }

  /** Whether nothing was written to any part between the two. */
  boolean sameAs(FoundLog other) {
    if (inProgress != other.inProgress || parts.size() != other.parts.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).path().equals(other.parts.get(i).path())
          || !parts.get(i).sameAs(other.parts.get(i).status())) {
        return false;
      }
    }
    return true;
  }
}
