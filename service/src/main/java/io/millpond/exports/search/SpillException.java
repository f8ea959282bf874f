package io.millpond.exports.search;

import java.io.IOException;

/** There is nowhere to write what was found: the disk is full. */
final class SpillException extends IOException {
  private static final long serialVersionUID = 1L;

  SpillException(IOException cause) {
    super("what was found cannot be written", cause);
  }
}
