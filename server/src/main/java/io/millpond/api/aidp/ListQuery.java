package io.millpond.api.aidp;

import io.millpond.http.Query;
import java.util.Locale;
import java.util.Optional;

/** The query of a list: an empty parameter is as good as absent, unknown ones are ignored. */
final class ListQuery {
  private final Query query;

  ListQuery(Query query) {
    this.query = query;
  }

  Optional<String> text(String name) {
    return query.first(name);
  }

  /** A name to look for, which is not longer than names are. */
  Optional<String> name(String name) {
    Optional<String> text = text(name);
    if (text.filter(some -> some.length() > Limits.MAX_NAME_CHARS).isPresent()) {
      throw AidpProblem.invalid(name + " must be at most " + Limits.MAX_NAME_CHARS + " characters");
    }
    return text;
  }

  /** {@code true} or {@code false} in any case; false where it is absent. */
  boolean flag(String name) {
    String text = text(name).orElse("false");
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw AidpProblem.invalid(name + " must be true or false");
    }
    return text.equalsIgnoreCase("true");
  }

  /** How many entries a page has at most. */
  int limit() {
    Optional<String> text = text("limit");
    if (text.isEmpty()) {
      return Limits.DEFAULT_PAGE;
    }
    int limit = text.get().matches("[0-9]{1,6}") ? Integer.parseInt(text.get()) : 0;
    if (limit < 1 || limit > Limits.MAX_PAGE) {
      throw AidpProblem.invalid("limit must be an integer from 1 to " + Limits.MAX_PAGE);
    }
    return limit;
  }

  /** What to sort by: the first of the words where nothing is said. */
  String sortBy(String... words) {
    String asked = text("sortBy").orElse(words[0]);
    for (String word : words) {
      if (word.equals(asked)) {
        return word;
      }
    }
    throw AidpProblem.invalid("sortBy must be " + String.join(" or ", words));
  }

  /** Whether to begin with the least. */
  boolean isAscending(boolean fallback) {
    return text("sortOrder")
        .map(order ->
            switch (order.toUpperCase(Locale.ROOT)) {
              case "ASC" -> true;
              case "DESC" -> false;
              default -> throw AidpProblem.invalid("sortOrder must be ASC or DESC");
            })
        .orElse(fallback);
  }
}
