package io.millpond.server.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills environment variables into values: <code>${NAME}</code> and <code>${NAME:default}</code>. A
 * dollar sign more, <code>$${</code>, stands for <code>${</code> itself. What is filled in is never
 * looked at again: it can hold neither YAML nor another variable.
 */
record Substitution(Map<String, String> environment) {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(:[^}]*)?})?");

  Substitution {
    environment = Map.copyOf(environment);
  }

  /**
   * @throws IllegalArgumentException naming the variable that is not set, or the reference that is
   *     none
   */
  String fill(String text) {
    if (!text.contains("${")) {
      return text;
    }
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder filled = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      filled.append(text, end, matcher.start()).append(replacement(matcher));
      end = matcher.end();
    }
    filled.append(text, end, text.length());
    if (filled.length() > Limits.MAX_VALUE_CHARS) {
      throw new IllegalArgumentException("longer than " + Limits.MAX_VALUE_CHARS + " characters");
    }
    return filled.toString();
  }

  private String replacement(Matcher matcher) {
    if (matcher.group().equals("$${")) {
      return "${";
    }
    String name = matcher.group(1);
    if (name == null) {
      throw new IllegalArgumentException(
          "a variable is written ${NAME} or ${NAME:default} (and $${ is ${ itself)");
    }
    String value = environment.get(name);
    if (value != null) {
      return value;
    }
    String fallback = matcher.group(2);
    if (fallback == null) {
      throw new IllegalArgumentException("environment variable " + name + " is not set");
    }
    return fallback.substring(1);
  }
}
