package io.millpond.server.config;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an unquoted scalar means: the core schema of YAML 1.2.2, section 10.3.2. {@code yes}, {@code
 * on} and {@code 012} are not what they were in YAML 1.1: two words and the number twelve.
 */
final class CoreSchema {
  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private CoreSchema() {}

  static Optional<BigInteger> integer(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return Optional.of(new BigInteger(text));
    }
    if (OCTAL.matcher(text).matches()) {
      return Optional.of(new BigInteger(text.substring(2), 8));
    }
    if (HEX.matcher(text).matches()) {
      return Optional.of(new BigInteger(text.substring(2), 16));
    }
    return Optional.empty();
  }

  static Optional<Boolean> truth(String text) {
    return switch (text) {
      case "true", "True", "TRUE" -> Optional.of(true);
      case "false", "False", "FALSE" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** What an unquoted scalar is, in the words of a message. */
  static String kind(String text) {
    if (truth(text).isPresent()) {
      return "true or false";
    }
    return isNumber(text) ? "a number" : "text";
  }

  private static boolean isNumber(String text) {
    return integer(text).isPresent() || FLOAT.matcher(text).matches();
  }
}
