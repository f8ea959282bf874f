package io.millpond.exports.paging;

import io.millpond.exports.ClusterRef;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Limits;
import io.millpond.exports.search.FileMemory;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What searches remember for their next pages. Those that were not asked for longest are forgotten
 * first: then a page costs what it takes to read all before it again, and says the same.
 */
final class Memories {
  private final SequencedMap<Key, FileMemory> known = new LinkedHashMap<>();
  private int files;

  /**
   * Of which page.
   *
   * @param place behind which it begins
   */
  record Key(ClusterRef cluster, ExportRequest request, String place) {}

  /** What is known; nothing where it was forgotten. */
  synchronized FileMemory of(Key key) {
    FileMemory found = known.remove(key);
    if (found == null) {
      return new FileMemory();
    }
    known.putLast(key, found);
    return found;
  }

  synchronized void add(Key key, FileMemory memory) {
    if (memory.size() > Limits.MAX_REMEMBERED_FILES) {
      return;
    }
    FileMemory before = known.remove(key);
    files -= before == null ? 0 : before.size();
    known.putLast(key, memory);
    files += memory.size();
    while (files > Limits.MAX_REMEMBERED_FILES || known.size() > Limits.MAX_REMEMBERED_PAGES) {
      files -= known.pollFirstEntry().getValue().size();
    }
  }
}
