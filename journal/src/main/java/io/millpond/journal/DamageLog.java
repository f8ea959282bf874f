package io.millpond.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known to be damaged, file by file, each thing once and never more than the bounds allow.
 */
final class DamageLog {
  private final Map<String, Set<String>> byFile = new LinkedHashMap<>();
  private int size;

  synchronized void add(String file, String what) {
    Set<String> known = byFile.computeIfAbsent(file, name -> new LinkedHashSet<>());
    if (known.size() < Limits.MAX_DAMAGES_PER_FILE
        && size < Limits.MAX_DAMAGES
        && known.add(what)) {
      size++;
    }
  }

  synchronized void forget(String file) {
    Set<String> gone = byFile.remove(file);
    if (gone != null) {
      size -= gone.size();
    }
  }

  synchronized List<Damage> list() {
    List<Damage> damages = new ArrayList<>();
    byFile.forEach((file, whats) -> whats.forEach(what -> damages.add(new Damage(file, what))));
    return damages;
  }
}
