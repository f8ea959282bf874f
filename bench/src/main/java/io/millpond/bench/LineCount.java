package io.millpond.bench;

import java.io.IOException;
import java.io.InputStream;

/** How much came. */
record LineCount(long lines, long bytes) {
  private static final int BUFFER_BYTES = 1 << 18;

  static LineCount of(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long lines = 0;
    long bytes = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      bytes += read;
      for (int i = 0; i < read; i++) {
        if (buffer[i] == '\n') {
          lines++;
        }
      }
    }
    return new LineCount(lines, bytes);
  }
}
