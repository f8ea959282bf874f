package io.millpond.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which entries to read: exact matches of whole field values, combined with AND and OR. Immutable.
 *
 * <p>{@link #ofMatches} applies the rule of {@code journalctl FIELD=value …}: matches on the same
 * field are alternatives, matches on different fields must all hold. {@link #and} and {@link #or}
 * combine any filters.
 */
public sealed interface JournalFilter {
  /** Every entry. */
  static JournalFilter all() {
    return new And(List.of());
  }

  /**
   * Entries in which {@code field} has exactly this value.
   *
   * @throws IllegalArgumentException when {@code field} is no field name: 1 to 64 of A-Z, 0-9 and
   *     _, not beginning with a digit
   */
  static JournalFilter match(String field, byte[] value) {
    if (!isFieldName(field)) {
      throw new IllegalArgumentException("not a journal field name");
    }
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.writeBytes(field.getBytes(StandardCharsets.US_ASCII));
    payload.write('=');
    payload.writeBytes(value);
    return new Match(field, payload.toByteArray());
  }

  /** As {@link #match(String, byte[])}, of the UTF-8 bytes of {@code value}. */
  static JournalFilter match(String field, String value) {
    return match(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Entries that pass all of {@code filters}; every entry when there are none. */
  static JournalFilter and(JournalFilter... filters) {
    return checked(new And(List.of(filters)));
  }

  /** Entries that pass any of {@code filters}; no entry when there are none. */
  static JournalFilter or(JournalFilter... filters) {
    return checked(new Or(List.of(filters)));
  }

  /**
   * Combines matches as journalctl does: the same field is OR, different fields are AND.
   *
   * @throws IllegalArgumentException when one of {@code matches} was not made by {@link #match}, or
   *     when there are too many
   */
  static JournalFilter ofMatches(List<JournalFilter> matches) {
    Map<String, List<JournalFilter>> byField = new LinkedHashMap<>();
    for (JournalFilter filter : matches) {
      if (!(filter instanceof Match(String field, byte[] payload))) {
        throw new IllegalArgumentException("not a match");
      }
      byField.computeIfAbsent(field, name -> new ArrayList<>()).add(filter);
    }
    List<JournalFilter> groups = new ArrayList<>();
    byField
        .values()
        .forEach(
            same -> groups.add(same.size() == 1 ? same.getFirst() : new Or(List.copyOf(same))));
    return checked(new And(List.copyOf(groups)));
  }

  /** Whether journald takes {@code name} as the name of a field. */
  static boolean isFieldName(String name) {
    if (name.isEmpty() || name.length() > Limits.MAX_FIELD_NAME_BYTES || isDigit(name.charAt(0))) {
      return false;
    }
    return name.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static JournalFilter checked(JournalFilter filter) {
    if (filter.depth() > Limits.MAX_FILTER_DEPTH || filter.terms() > Limits.MAX_FILTER_TERMS) {
      throw new IllegalArgumentException("filter too large");
    }
    return filter;
  }

  /** How deep this filter nests. */
  int depth();

  /** How many filters this one is made of, itself counted. */
  int terms();

  /** The entries of one file that pass, given all entries and how to find the ones with a field. */
  EntrySource compile(EntrySource all, Function<byte[], EntrySource> finder);

  /**
   * One field with one value.
   *
   * @param field its name
   * @param payload name, {@code =} and value
   */
  @SuppressWarnings("ArrayRecordComponent") // shared, never written, never compared
  record Match(String field, byte[] payload) implements JournalFilter {
    @Override
    public int depth() {
      return 1;
    }

    @Override
    public int terms() {
      return 1;
    }

    @Override
    public EntrySource compile(EntrySource all, Function<byte[], EntrySource> finder) {
      return finder.apply(payload);
    }
  }

  /** All of several filters. */
  record And(List<JournalFilter> filters) implements JournalFilter {
    @Override
    public int depth() {
      return depthOf(filters);
    }

    @Override
    public int terms() {
      return termsOf(filters);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very list that was given
    public EntrySource compile(EntrySource all, Function<byte[], EntrySource> finder) {
      List<EntrySource> sources = compileAll(filters, all, finder);
      // Looking each entry up among all would only cost time.
      sources.removeIf(source -> source == all);
      return switch (sources.size()) {
        case 0 -> all;
        case 1 -> sources.getFirst();
        default -> new AllOf(sources);
      };
    }
  }

  /** Any of several filters. */
  record Or(List<JournalFilter> filters) implements JournalFilter {
    @Override
    public int depth() {
      return depthOf(filters);
    }

    @Override
    public int terms() {
      return termsOf(filters);
    }

    @Override
    public EntrySource compile(EntrySource all, Function<byte[], EntrySource> finder) {
      List<EntrySource> sources = compileAll(filters, all, finder);
      return sources.size() == 1 ? sources.getFirst() : new AnyOf(sources);
    }
  }

  private static int depthOf(List<JournalFilter> filters) {
    return 1 + filters.stream().mapToInt(JournalFilter::depth).max().orElse(0);
  }

  private static int termsOf(List<JournalFilter> filters) {
    return 1 + filters.stream().mapToInt(JournalFilter::terms).sum();
  }

  private static List<EntrySource> compileAll(
      List<JournalFilter> filters, EntrySource all, Function<byte[], EntrySource> finder) {
    List<EntrySource> sources = new ArrayList<>();
    for (JournalFilter filter : filters) {
      sources.add(filter.compile(all, finder));
    }
    return sources;
  }
}
