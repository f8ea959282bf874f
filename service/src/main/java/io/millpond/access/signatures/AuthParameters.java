package io.millpond.access.signatures;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of an {@code Authorization} header, {@code name="value"} separated by commas in
 * any order (RFC 9110, 11.2). A name that comes twice and a backslash in a value make the whole
 * unreadable: which value is meant then is a matter of who reads it.
 */
final class AuthParameters {
  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private final String text;
  private int at;

  private AuthParameters(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /**
   * Reads all to the end.
   *
   * @param from where in the text the first begins
   * @return values by name, names in lower case; empty where that is no list of parameters
   */
  static Optional<Map<String, String>> parse(String text, int from) {
    return new AuthParameters(text, from).all();
  }

  private Optional<Map<String, String>> all() {
    Map<String, String> values = new HashMap<>();
    do {
      skipBlanks();
      Optional<String> name = token();
      skipBlanks();
      if (name.isEmpty() || !skip('=')) {
        return Optional.empty();
      }
      skipBlanks();
      Optional<String> value = skip('"') ? restOfQuoted() : token();
      if (value.isEmpty()
          || values.putIfAbsent(name.get().toLowerCase(Locale.ROOT), value.get()) != null) {
        return Optional.empty();
      }
      skipBlanks();
    } while (skip(','));
    return at == text.length() ? Optional.of(values) : Optional.empty();
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean skip(char sign) {
    boolean isThere = at < text.length() && text.charAt(at) == sign;
    if (isThere) {
      at++;
    }
    return isThere;
  }

  private Optional<String> token() {
    int begin = at;
    while (at < text.length() && isTokenSign(text.charAt(at))) {
      at++;
    }
    return at == begin ? Optional.empty() : Optional.of(text.substring(begin, at));
  }

  static boolean isTokenSign(char sign) {
    return (sign >= 'a' && sign <= 'z')
        || (sign >= 'A' && sign <= 'Z')
        || (sign >= '0' && sign <= '9')
        || TOKEN_SIGNS.indexOf(sign) >= 0;
  }

  private Optional<String> restOfQuoted() {
    int begin = at;
    while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) <= '~') {
      char sign = text.charAt(at++);
      if (sign == '"') {
        return Optional.of(text.substring(begin, at - 1));
      }
      if (sign == '\\') {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
