package io.millpond.logs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether links are followed below a root, and the absolute paths by which they may name it. */
final class LinkPrefixes {
  private final List<List<String>> prefixes;
  private final boolean followed;

  LinkPrefixes(List<Path> paths) {
    this(paths, true);
  }

  private LinkPrefixes(List<Path> paths, boolean followed) {
    this.prefixes = paths.stream().map(p -> names(List.of(p.toString().split("/")))).toList();
    this.followed = followed;
  }

  /** Of a root below which every link is as if it were not there. */
  static LinkPrefixes notFollowed() {
    return new LinkPrefixes(List.of(), false);
  }

  boolean followed() {
    return followed;
  }

  /**
   * What is left of an absolute path below the longest prefix it begins with.
   *
   * @return null where it begins with none
   */
  @Nullable List<String> beneath(List<String> absolute) {
    List<String> names = names(absolute);
    List<String> best = null;
    for (List<String> prefix : prefixes) {
      boolean begins =
          prefix.size() <= names.size() && names.subList(0, prefix.size()).equals(prefix);
      if (begins && (best == null || best.size() < prefix.size())) {
        best = prefix;
      }
    }
    return best == null ? null : names.subList(best.size(), names.size());
  }

  private static List<String> names(List<String> components) {
    List<String> names = new ArrayList<>(components);
    names.removeIf(name -> name.isEmpty() || name.equals("."));
    return names;
  }
}
