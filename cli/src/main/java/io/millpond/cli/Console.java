package io.millpond.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command sees of the process it runs in.
 *
 * @param out standard output
 * @param err standard error
 * @param environment variables
 * @param root of the file system; {@code /} but in tests
 */
record Console(PrintStream out, PrintStream err, Map<String, String> environment, Path root) {
  Console {
    environment = Map.copyOf(environment);
  }
}
