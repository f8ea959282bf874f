package io.millpond.clusters.yarn;

import io.millpond.clusters.Limits;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.DamagedFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What several uploads of one file of a container come to.
 *
 * <p>A NodeManager that uploads while an application runs uploads a file again each time it has
 * changed, and where it does not delete what it has uploaded, each time. Its index also repeats all
 * earlier uploads. So of uploads with the same time of modification and length one is enough, and
 * an upload that goes on where an earlier one ended stands for that, too.
 *
 * <p>But where files are deleted when they have been uploaded, which is the default, the next
 * upload of that name begins where the former ended. So uploads that are not each other's
 * continuation are put together, in the order they were made. Whether one is, is seen from its
 * first bytes: logs begin with a time.
 */
final class Uploads {
  private Uploads() {}

  private record Version(long length, long modifiedMillis) {}

  /** The file that those uploads, at least one, are of. */
  static StoredFile merge(List<Upload> uploads) throws IOException {
    List<Upload> pieces = new ArrayList<>();
    for (Upload upload : distinct(uploads)) {
      if (!pieces.isEmpty() && continues(pieces.getLast(), upload)) {
        pieces.removeLast();
      }
      pieces.add(upload);
    }
    return pieces.size() == 1 ? pieces.getFirst() : new JoinedFile(pieces);
  }

  /** The newest of those that are the same, in the order they were made. */
  private static List<Upload> distinct(List<Upload> uploads) {
    List<Upload> inOrder = new ArrayList<>(uploads);
    inOrder.sort(
        Comparator.comparing((Upload upload) -> upload.file().uploaded())
            .thenComparing(Upload::lastModified));
    Map<Version, Upload> versions = new LinkedHashMap<>();
    for (Upload upload : inOrder) {
      Version version = new Version(upload.length(), upload.lastModified().toEpochMilli());
      versions.remove(version);
      versions.put(version, upload);
    }
    List<Upload> distinct = new ArrayList<>(versions.values());
    int more = distinct.size() - Limits.MAX_UPLOADS;
    return more > 0 ? distinct.subList(more, distinct.size()) : distinct;
  }

  private static boolean continues(Upload former, Upload next) throws IOException {
    int compared = (int) Math.min(former.length(), Limits.UPLOAD_COMPARED_BYTES);
    try {
      return next.length() >= former.length()
          && Arrays.equals(former.first(compared), next.first(compared));
    } catch (DamagedFileException e) {
      return false; // Whoever reads that far will be told.
    }
  }
}
