package io.millpond.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Content negotiation by the {@code Accept} header, RFC 9110 section 12.5.1. */
public final class Accept {
  /** Less than the smallest difference of two qualities, which have three digits. */
  private static final double TIE_BREAK = 0.0001;

  private Accept() {}

  /**
   * The media type to answer with: of those offered the one the client likes best, in the order of
   * the offers where it likes several equally; the first where it names none of them (never 406: a
   * log is better than no log).
   */
  public static String choose(@Nullable String header, List<String> offered) {
    String best = offered.getFirst();
    if (header == null || header.isBlank()) {
      return best;
    }
    double bestRank = 0;
    for (String offer : offered) {
      double rank = rank(header, offer);
      if (rank > bestRank) {
        bestRank = rank;
        best = offer;
      }
    }
    return best;
  }

  /**
   * The quality of the most specific range that covers the type, 0 where none does; of equal
   * qualities the type that is named ranks before the one a wildcard covers.
   */
  private static double rank(String header, String type) {
    double quality = 0;
    int bestSpecificity = -1;
    for (String element : header.split(",", -1)) {
      String[] parts = element.split(";", -1);
      int specificity = specificity(parts[0].strip().toLowerCase(Locale.ROOT), type);
      if (specificity > bestSpecificity) {
        bestSpecificity = specificity;
        quality = weight(parts);
      }
    }
    return quality == 0 ? 0 : quality + bestSpecificity * TIE_BREAK;
  }

  private static int specificity(String range, String type) {
    if (range.equals(type)) {
      return 2;
    }
    if (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1))) {
      return 1;
    }
    return range.equals("*/*") || range.equals("*") ? 0 : -1;
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
        try {
          double weight = Double.parseDouble(parameter.substring(2).strip());
          return weight >= 0 && weight <= 1 ? weight : 0;
        } catch (NumberFormatException malformed) {
          return 0;
        }
      }
    }
    return 1;
  }
}
