package io.millpond.api.aidp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The member {@code advancedFilter}: one comparison, {@code key = value}, its value with or without
 * quotes. Source: AIDP, {@code SearchClusterLogsDetails}.
 */
final class AdvancedFilter {
  private static final String NAME = "advancedFilter";
  private static final Pattern FORM =
      Pattern.compile("\\s*(\\w+)\\s*=\\s*(?:'([^']+)'|\"([^\"]+)\"|([^\\s='\"]+))\\s*");

  /** What can be compared. */
  enum Key {
    JOB_RUN("jobRunKey"),
    TASK_RUN("taskRunKey");

    private final String word;

    Key(String word) {
      this.word = word;
    }
  }

  private record Comparison(Key key, String value) {}

  private final Optional<Comparison> comparison;

  private AdvancedFilter(Optional<Comparison> comparison) {
    this.comparison = comparison;
  }

  /** The one of a body; 400 where it is something else than a comparison that is known. */
  static AdvancedFilter read(RequestText body) {
    return new AdvancedFilter(body.text(NAME).map(AdvancedFilter::parse));
  }

  private static Comparison parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw AidpProblem.invalid(NAME + " must be one comparison, key = value");
    }
    String word = matcher.group(1).toLowerCase(Locale.ROOT);
    Key key =
        Arrays.stream(Key.values())
            .filter(known -> known.word.toLowerCase(Locale.ROOT).equals(word))
            .findFirst()
            .orElseThrow(() ->
                AidpProblem.invalid(
                    NAME
                        + " must compare "
                        + Arrays.stream(Key.values())
                            .map(known -> known.word)
                            .collect(Collectors.joining(" or "))));
    String value =
        Optional.ofNullable(matcher.group(2))
            .or(() -> Optional.ofNullable(matcher.group(3)))
            .orElseGet(() -> matcher.group(4));
    return new Comparison(key, value);
  }

  /** What a key has to be, where it is asked for. */
  Optional<String> of(Key key) {
    return comparison.filter(one -> one.key() == key).map(Comparison::value);
  }
}
