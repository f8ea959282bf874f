package io.millpond.clusters;

import io.millpond.logs.ContentText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the logs of a container hold, by stream. */
public final class LogsText {
  private LogsText() {}

  /** The text of each stream: its parts, one behind the other, as they are told. */
  public static Map<String, byte[]> of(List<StreamFile> logs) throws IOException {
    Map<String, ByteArrayOutputStream> texts = new TreeMap<>();
    for (StreamFile part : logs) {
      texts
          .computeIfAbsent(part.stream(), any -> new ByteArrayOutputStream())
          .writeBytes(of(part.file()));
    }
    Map<String, byte[]> all = new TreeMap<>();
    texts.forEach((stream, text) -> all.put(stream, text.toByteArray()));
    return all;
  }

  /** The text of a file. */
  public static byte[] of(StoredFile file) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (ContentText text = ContentText.of(file.open(), file.name())) {
      ByteBuffer some = ByteBuffer.allocate(8192);
      while (text.read(some, all.size()) >= 0) {
        all.write(some.array(), 0, some.position());
        some.clear();
      }
    }
    return all.toByteArray();
  }
}
