package io.millpond.clusters.yarn;

import io.millpond.clusters.Limits;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import io.millpond.logs.NotRegularFileException;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files {@code <node>-checksum} beside IFiles, which are there while an upload goes on, and
 * after it was interrupted. Each holds the name of an IFile and where its last complete upload
 * ended.
 */
final class Checksums {
  private static final String SUFFIX = "-checksum";

  private Checksums() {}

  static boolean isOne(String name) {
    return name.endsWith(SUFFIX);
  }

  /** The ends that are told of, by the names of the files in the directory. */
  static Map<String, Long> read(
      SharedFiles files, LogRoot root, String directory, List<FileStatus> listed)
      throws IOException {
    Map<String, Long> ends = new HashMap<>();
    for (FileStatus status : listed) {
      if (status.isRegular() && isOne(status.name())) {
        read(files, root, directory + "/" + status.name(), ends);
      }
    }
    return ends;
  }

  private static void read(SharedFiles files, LogRoot root, String path, Map<String, Long> ends)
      throws IOException {
    try (SharedFiles.Lease file = files.open(root, path);
        RangeInput in = new RangeInput(file, path, 0, file.size())) {
      WireInput wire = new WireInput(in, path);
      int length = wire.int32();
      if (length >= 0 && length <= Limits.MAX_AGGREGATED_NAME_BYTES) {
        String name = new String(wire.bytes(length), StandardCharsets.UTF_8);
        ends.put(name, Math.max(0, wire.int64()));
      }
    } catch (NoSuchFileException | NotRegularFileException | DamagedFileException e) {
      // The upload has ended, or has not quite begun.
    }
  }
}
