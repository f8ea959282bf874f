package io.millpond.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request. Parameters are separated by {@code &} alone: a raw {@code ;} belongs to
 * the value, since journald cursors hold it and clients forget to escape it. Of a repeated
 * parameter the first counts, an empty one is as good as absent, unknown ones are ignored.
 */
public final class Query {
  private record Parameter(String name, String value) {}

  private final String raw;
  private final List<Parameter> parameters;

  private Query(String raw, List<Parameter> parameters) {
    this.raw = raw;
    this.parameters = parameters;
  }

  /**
   * Parses a raw query, without its question mark.
   *
   * @throws Problem 400 where an escape is malformed
   */
  public static Query parse(@Nullable String raw) {
    List<Parameter> parameters = new ArrayList<>();
    if (raw == null || raw.isEmpty()) {
      return new Query("", parameters);
    }
    for (int start = 0; start <= raw.length(); ) {
      int end = raw.indexOf('&', start);
      end = end < 0 ? raw.length() : end;
      if (end > start) {
        parameters.add(parameter(raw.substring(start, end)));
      }
      start = end + 1;
    }
    return new Query(PercentCode.escapeStray(raw), parameters);
  }

  private static Parameter parameter(String pair) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    String value = equals < 0 ? "" : pair.substring(equals + 1);
    try {
      return new Parameter(PercentCode.decodeQuery(name), PercentCode.decodeQuery(value));
    } catch (IllegalArgumentException malformed) {
      throw Problem.badRequest("invalid URL escape in the query");
    }
  }

  /** As it came, without the question mark, fit for a header; empty where there is none. */
  public String raw() {
    return raw;
  }

  /** The value of the first parameter of that name; none where that is empty. */
  public Optional<String> first(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return parameter.value().isEmpty() ? Optional.empty() : Optional.of(parameter.value());
      }
    }
    return Optional.empty();
  }

  /**
   * As {@link #first}, for clients of servers that are not strict: the name in any case, blanks
   * around name and value dropped.
   */
  public Optional<String> firstLike(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().strip().equalsIgnoreCase(name)) {
        String value = parameter.value().strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** All values of the parameter that are not empty, in order. */
  public List<String> all(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name) && !parameter.value().isEmpty())
        .map(Parameter::value)
        .toList();
  }
}
