package io.millpond.logs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The absolute paths by which links may name a root. */
final class LinkPrefixes {
  private final List<List<String>> prefixes;

  LinkPrefixes(List<Path> paths) {
    this.prefixes = paths.stream().map(p -> names(List.of(p.toString().split("/")))).toList();
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
