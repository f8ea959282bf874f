package io.millpond.exports.search;

import io.millpond.logs.records.RecordSink;
import java.io.IOException;

/** Writes records in the form they leave in. For one thread. */
public interface Renderer extends RecordSink {
  /**
   * An event of a cluster's life, which is no line of a log.
   *
   * @param offset of it in its file
   */
  void event(LifecycleEvent event, long offset) throws IOException;

  /** The forms there are. */
  enum Form {
    /** Lines for people. */
    TEXT,
    /** One JSON object a line. */
    JSON_LINES;

    Renderer over(RunWriter target, SearchFile file) {
      return over(target, file.origin(), file.path());
    }

    Renderer over(RunWriter target, Origin origin, String path) {
      return switch (this) {
        case TEXT -> new TextRenderer(target, origin);
        case JSON_LINES -> new JsonRenderer(target, origin, path);
      };
    }
  }
}
