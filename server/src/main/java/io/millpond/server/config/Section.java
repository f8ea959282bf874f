package io.millpond.server.config;

import io.millpond.server.config.YamlNode.Entry;
import io.millpond.server.config.YamlNode.Mapping;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A section of the file while it is read. It remembers the keys that were asked for, so that {@link
 * #done} can tell the ones nobody knows. A key that is missing or will not do becomes a problem and
 * a placeholder: reading goes on to find the rest, and the result is never handed out.
 */
final class Section {
  private static final Pattern KEY = Pattern.compile("[^:=\\s]+");

  private final Mapping mapping;
  private final String key;
  private final Reading reading;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  Section(Mapping mapping, String key, Reading reading) {
    this.mapping = mapping;
    this.key = key;
    this.reading = reading;
    for (Entry entry : mapping.entries()) {
      if (entries.putIfAbsent(entry.key(), entry) != null) {
        reading.problems().add(entry.line(), path(asKey(entry.key())), "key given twice");
      }
    }
  }

  Reading reading() {
    return reading;
  }

  /** The key's value, if the file has it and it will do. */
  <T> Optional<T> get(String name, Function<Value, T> read) {
    known.add(name);
    Entry entry = entries.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(read.apply(new Value(entry.value(), path(name), reading)));
    } catch (RejectedException e) {
      e.report(reading.problems());
      return Optional.empty();
    }
  }

  /** The value of a key that must be there. */
  <T> T require(String name, Function<Value, T> read, T placeholder) {
    if (!has(name)) {
      problem("needs the key " + name);
    }
    return get(name, read).orElse(placeholder);
  }

  /** A list, empty where the key is missing. */
  <T> List<T> list(String name, Function<Value, T> read) {
    return get(name, value -> value.list(read)).orElse(List.of());
  }

  /** A list of sections, each read as a whole. */
  <T> List<T> sections(String name, Function<Section, T> read) {
    return list(name, value -> value.section(read));
  }

  /** A section within this one, if the file has it. */
  <T> Optional<T> section(String name, Function<Section, T> read) {
    return get(name, value -> value.section(read));
  }

  /** A section within this one, without a key where the file does not have it. */
  <T> T sectionOrDefaults(String name, Function<Section, T> read) {
    return section(name, read)
        .orElseGet(() -> read.apply(new Section(new Mapping(0, List.of(), 1), name, reading)));
  }

  /** All keys of a section whose keys are names of the user's. */
  <T> Map<String, T> map(Function<Value, T> read) {
    Map<String, T> values = new LinkedHashMap<>();
    for (String name : entries.keySet()) {
      get(name, read).ifPresent(value -> values.put(name, value));
    }
    return values;
  }

  boolean has(String name) {
    known.add(name);
    return entries.containsKey(name);
  }

  /** Tells a problem with the section. */
  void problem(String message) {
    reading.problems().add(mapping.line(), key, message);
  }

  /** Tells a problem with one of its keys. */
  void problem(String name, String message) {
    Entry entry = entries.get(name);
    int line = entry == null ? mapping.line() : entry.line();
    reading.problems().add(line, path(name), message);
  }

  /** Tells every value that occurs more than once below the list {@code name}. */
  <T> void unique(String name, List<T> values, String what) {
    Set<T> seen = new HashSet<>();
    for (T value : values) {
      if (!seen.add(value)) {
        problem(name, what + " '" + Problems.shown(value.toString()) + "' is given twice");
      }
    }
  }

  /** Ends the reading: every key that was not asked for is a problem. */
  void done() {
    for (Entry entry : entries.values()) {
      if (!known.contains(entry.key())) {
        String hint =
            Suggestion.of(entry.key(), known).map(k -> " (did you mean " + k + "?)").orElse("");
        reading.problems().add(entry.line(), path(asKey(entry.key())), "unknown key" + hint);
      }
    }
  }

  /**
   * Where a colon is missing, or the blank behind it, the value is part of the key, and may be a
   * secret.
   */
  private static String asKey(String name) {
    Matcher begin = KEY.matcher(name);
    return begin.lookingAt() && begin.end() < name.length() ? begin.group() + "…" : name;
  }

  private String path(String name) {
    String shown = Problems.shown(name);
    return key.isEmpty() ? shown : key + "." + shown;
  }
}
