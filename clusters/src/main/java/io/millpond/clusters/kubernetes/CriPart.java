package io.millpond.clusters.kubernetes;

import io.millpond.logs.ByteSource;

/**
 * One file's part of a stream, opened.
 *
 * @param path for messages
 * @param source given back by whoever has the part
 * @param seam whether a newline follows that the file does not hold: its last line was cut off, by
 *     a crash or when the container ended, and what follows does not go on with it
 */
record CriPart(String path, ByteSource source, CriLength length, CriStream stream, boolean seam) {
  /** What the file itself gives. */
  long textBytes() {
    return length.text(stream).bytes();
  }

  /** All that this gives. */
  long bytes() {
    return textBytes() + (seam ? 1 : 0);
  }
}
