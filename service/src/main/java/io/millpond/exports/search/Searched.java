package io.millpond.exports.search;

import java.util.List;

/** Something that is searched by itself, in tasks of a job. */
interface Searched {
  /** Has it searched, in as many tasks as it takes. */
  void begin();

  /** What became of it; when all tasks have ended. */
  FileOutcome outcome();

  /** All that was found, in its order; when all tasks have ended. */
  List<Spill.Extent> found();
}
