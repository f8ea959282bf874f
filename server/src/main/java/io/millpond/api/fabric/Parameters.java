package io.millpond.api.fabric;

import io.millpond.http.Query;
import java.util.Locale;
import java.util.Optional;

/**
 * The query parameters of a request, read as Fabric's front door reads them: names in any case,
 * surrounding blanks dropped, the first of several counts, an empty one is as good as absent.
 */
final class Parameters {
  private final Query query;

  Parameters(Query query) {
    this.query = query;
  }

  Optional<String> text(String name) {
    return query.firstLike(name);
  }

  /** {@code true} or {@code false} in any case. */
  boolean flag(String name) {
    return text(name)
        .map(value ->
            switch (value.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default ->
                  throw FabricProblem.invalidParameter(
                      "The " + name + " field must be true or false.");
            })
        .orElse(false);
  }

  /** A decimal number without a sign, or {@code fallback} where there is none. */
  long number(String name, long fallback, long least, long most) {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return fallback;
    }
    long number = parse(given.get());
    if (number < least || number > most) {
      throw FabricProblem.invalidParameter(
          most == Long.MAX_VALUE
              ? "The " + name + " field must be an integer of at least " + least + "."
              : "The " + name + " field must be an integer from " + least + " to " + most + ".");
    }
    return number;
  }

  /** -1 for what is no such number, or too large for a long. */
  private static long parse(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException tooLarge) {
      return -1;
    }
  }

  /** The plain name of a file, which is required. */
  String fileName(String name) {
    String file = text(name).orElseThrow(() -> FabricProblem.required(name));
    if (isUnfit(file) || file.startsWith(".")) {
      throw FabricProblem.invalidParameter("The " + name + " field must be a plain file name.");
    }
    return file;
  }

  /** A container's id, where there is one. */
  Optional<String> containerId() {
    Optional<String> id = text("containerId");
    if (id.filter(Parameters::isUnfit).isPresent()) {
      throw FabricProblem.invalidParameter("The containerId field must be a container id.");
    }
    return id;
  }

  /** Whether a text could be taken for more than one component of a path. */
  static boolean isUnfit(String text) {
    return text.indexOf('/') >= 0
        || text.indexOf('\\') >= 0
        || text.indexOf('\0') >= 0
        || text.contains("..");
  }
}
