package io.millpond.clusters.kubernetes;

import java.util.Optional;

/** The two streams of a container that its log file holds, interleaved. */
enum CriStream {
  STDOUT(0, "stdout"),
  STDERR(1, "stderr");

  private final int index;
  private final String text;

  CriStream(int index, String text) {
    this.index = index;
    this.text = text;
  }

  /** 0 or 1. */
  int index() {
    return index;
  }

  /** As it stands in the log, and the name of the file that the stream is offered as. */
  String text() {
    return text;
  }

  static Optional<CriStream> named(String text) {
    for (CriStream stream : values()) {
      if (stream.text.equals(text)) {
        return Optional.of(stream);
      }
    }
    return Optional.empty();
  }
}
