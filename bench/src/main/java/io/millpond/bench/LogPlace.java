package io.millpond.bench;

import java.nio.file.Path;

/** A directory of log files, and how Millpond is told of it and asked for them. */
interface LogPlace {
  /** The directory. */
  Path files();

  /** The part of Millpond's configuration that names it. */
  String configuration();

  /** The path that downloads a file. */
  String download(String file);
}
