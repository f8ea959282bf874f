package io.millpond.bench;

import java.io.IOException;
import java.util.List;

/** One row of the table of goals. */
interface Comparison {
  /** What it is called on the command line. */
  String name();

  /** The programs it needs besides Millpond. */
  List<Tool> tools();

  /** Measures; takes minutes in a full run. */
  Result run(Options options) throws IOException, InterruptedException;
}
