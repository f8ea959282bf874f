package io.millpond.clusters.spark;

import io.millpond.logs.ChainedContent.Segment;
import io.millpond.logs.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was found in a directory.
 *
 * @param entries what is shown, sorted by name
 * @param segments of each stream that was rolled, oldest first
 * @param sets what has been made of the segments of a stream, where it will be the same again
 */
record KnownDirectory(
    List<FileStatus> entries,
    Map<String, SortedMap<RolledName, FileStatus>> segments,
    Map<String, List<Segment>> sets) {

  static KnownDirectory of(List<FileStatus> entries) {
    return new KnownDirectory(entries, segments(entries), new ConcurrentHashMap<>());
  }

  /**
   * The segments of each stream in order. Where one is there compressed and as it was, the
   * compressed one is still being written, or the other is about to be deleted.
   */
  private static Map<String, SortedMap<RolledName, FileStatus>> segments(List<FileStatus> entries) {
    Map<String, SortedMap<RolledName, FileStatus>> found = new TreeMap<>();
    for (FileStatus entry : entries) {
      Optional<RolledName> name =
          entry.isRegular() ? RolledName.parse(entry.name()) : Optional.empty();
      if (name.isPresent()) {
        found
            .computeIfAbsent(name.get().stream(), s -> new TreeMap<>(RolledName.OLDEST_FIRST))
            .put(name.get(), entry);
      }
    }
    for (SortedMap<RolledName, FileStatus> stream : found.values()) {
      stream.keySet().removeIf(name -> name.compressed() && stream.containsKey(name.plain()));
    }
    return found;
  }

  /** The streams of which files may be segments, at a glance. */
  static Set<String> streams(List<FileStatus> entries) {
    return candidates(entries).map(RolledName::streamOf).collect(Collectors.toSet());
  }

  /** The names of the files that may be segments. */
  static List<String> names(List<FileStatus> entries) {
    return candidates(entries).toList();
  }

  private static Stream<String> candidates(List<FileStatus> entries) {
    return entries.stream().map(FileStatus::name).filter(RolledName::maybe);
  }

  /** The same segments, and whatever else is there as it is now. */
  KnownDirectory refreshed(Place place) throws IOException {
    List<FileStatus> now = new ArrayList<>(entries.size());
    for (FileStatus entry : entries) {
      if (RolledName.maybe(entry.name())) {
        now.add(entry);
      } else {
        Directories.status(place.root(), place.path(entry.name())).ifPresent(now::add);
      }
    }
    return new KnownDirectory(now, segments, sets);
  }
}
