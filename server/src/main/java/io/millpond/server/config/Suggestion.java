package io.millpond.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Suggestion {
  private static final int MAX_WORD_CHARS = 64;

  private Suggestion() {}

  /** The nearest of {@code words}, if it is near enough: about a third of it mistyped. */
  static Optional<String> of(String mistyped, Collection<String> words) {
    if (mistyped.length() > MAX_WORD_CHARS) {
      return Optional.empty();
    }
    return words.stream()
        .filter(word -> distance(mistyped, word) <= (word.length() + 2) / 3)
        .min(Comparator.comparingInt(word -> distance(mistyped, word)));
  }

  /** Levenshtein's distance, letters compared without case. */
  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int i = 0; i < previous.length; i++) {
      previous[i] = i;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        boolean same = lower(from.charAt(i - 1)) == lower(to.charAt(j - 1));
        int replaced = previous[j - 1] + (same ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[to.length()];
  }

  private static char lower(char c) {
    return Character.toLowerCase(c);
  }
}
