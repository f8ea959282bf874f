package io.millpond.clusters.yarn;

import io.millpond.clusters.StoredFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which names log files have, and which are never shown. */
final class FileNames {
  /**
   * What a NodeManager leaves beside the logs for those who look for errors of a launch: a script
   * that holds the container's environment, secrets included, and a listing of its directory.
   */
  private static final Set<String> HIDDEN = Set.of("launch_container.sh", "directory.info");

  private static final int MAX_NAME_BYTES = 255;

  /** {@code <host>_<port>}, and the time of the first upload where there are several. */
  private static final Pattern NODE = Pattern.compile("(.+?)_(\\d{1,5})(?:_\\d{6,19})?");

  private FileNames() {}

  /** Whether it names a file in a directory, and one that may be shown. */
  static boolean isShown(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0
        && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES
        && !HIDDEN.contains(name);
  }

  /** Whether it is what a container writes to, or what a roller makes of that. */
  static boolean isOfStream(String name) {
    return name.startsWith("stdout") || name.startsWith("stderr");
  }

  /** Whether it can name an aggregated file, and not one that is being written or a checksum. */
  static boolean isNodeFile(String name) {
    return !name.startsWith(".")
        && !name.endsWith(".tmp")
        && !name.endsWith(".crc")
        && !Checksums.isOne(name);
  }

  /** The id of the node whose aggregated file has that name; empty where it tells none. */
  static String nodeId(String name) {
    Matcher matcher = NODE.matcher(name);
    return matcher.matches() ? matcher.group(1) + ":" + matcher.group(2) : "";
  }

  /** Sorted by name, in byte order. */
  static List<StoredFile> sorted(Collection<StoredFile> files) {
    return files.stream()
        .sorted(
            Comparator.comparing(
                file -> file.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
        .toList();
  }
}
