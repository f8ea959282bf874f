package io.millpond.exports;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who asked for an export.
 *
 * @param principal who may cancel it
 * @param groups principals of the groups they were in when they asked
 */
public record Creator(String principal, Set<String> groups) {
  public Creator {
    groups = Set.copyOf(groups);
  }

  /** All that may let them read. */
  public List<String> principals() {
    List<String> all = new ArrayList<>(List.of(principal));
    all.addAll(new TreeSet<>(groups));
    return all;
  }
}
