package io.millpond.api.dcos;

import io.millpond.clusters.mesos.SandboxDirectory;
import io.millpond.logs.FileStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A directory's listing as Mesos' files API has it: seven members a file, sorted by path. */
final class BrowseJson {
  private static final String PERMISSIONS = "rwxrwxrwx";

  private BrowseJson() {}

  static byte[] of(SandboxDirectory directory, String path, List<FileStatus> files)
      throws IOException {
    ByteBuilder json = new ByteBuilder(256 * (files.size() + 1));
    json.append('[');
    String prefix = directory.virtualPath(path) + "/";
    for (FileStatus file : files) {
      json.append(json.length() > 1 ? ",{" : "{");
      string(json, "gid", file.group()).append(',');
      string(json, "mode", mode(file)).append(',');
      json.append("\"mtime\":").append(file.modified().getEpochSecond());
      json.append(",\"nlink\":").append(file.links()).append(',');
      string(json, "path", prefix + file.name());
      json.append(",\"size\":").append(file.size()).append(',');
      string(json, "uid", file.owner()).append('}');
    }
    return json.append("]\n").toByteArray();
  }

  private static ByteBuilder string(ByteBuilder json, String name, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    json.append('"').append(name).append("\":\"");
    JsonText.append(text, 0, text.length, json);
    return json.append('"');
  }

  /** As {@code ls -l} shows it, set-id and sticky bits included. */
  static String mode(FileStatus file) {
    StringBuilder text = new StringBuilder(10).append(letter(file.kind()));
    int mode = file.mode();
    for (int bit = 8; bit >= 0; bit--) {
      text.append((mode >> bit & 1) == 1 ? PERMISSIONS.charAt(8 - bit) : '-');
    }
    special(text, 3, mode, 04000, 's');
    special(text, 6, mode, 02000, 's');
    special(text, 9, mode, 01000, 't');
    return text.toString();
  }

  private static void special(StringBuilder text, int at, int mode, int bit, char letter) {
    if ((mode & bit) != 0) {
      text.setCharAt(at, text.charAt(at) == 'x' ? letter : Character.toUpperCase(letter));
    }
  }

  private static char letter(FileStatus.Kind kind) {
    return switch (kind) {
      case REGULAR -> '-';
      case DIRECTORY -> 'd';
      case SYMLINK -> 'l';
      case CHARACTER_DEVICE -> 'c';
      case BLOCK_DEVICE -> 'b';
      case FIFO -> 'p';
      case SOCKET -> 's';
    };
  }
}
