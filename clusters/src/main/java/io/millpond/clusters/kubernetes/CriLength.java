package io.millpond.clusters.kubernetes;

import java.util.Optional;

/**
 * How much text a CRI log file holds.
 *
 * @param index where to begin to read it
 * @param fileBytes how far into the file that is; {@link Long#MAX_VALUE} for a compressed one
 * @param stdout of that stream
 * @param stderr of that stream
 * @param damage why the file cannot be read any further
 */
record CriLength(
    CriIndex index, long fileBytes, Text stdout, Text stderr, Optional<String> damage) {
  /**
   * A stream's text.
   *
   * @param bytes its length
   * @param open whether it ends within a line
   * @param cut whether it ends within a record that would have ended its line
   */
  record Text(long bytes, boolean open, boolean cut) {
    static final Text NONE = new Text(0, false, false);
  }

  Text text(CriStream stream) {
    return stream == CriStream.STDOUT ? stdout : stderr;
  }
}
