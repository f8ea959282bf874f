package io.millpond.exports;

/**
 * An id, or a glob of ids: {@code *} stands for any characters, {@code ?} for one, any other
 * character for itself.
 */
public record IdPattern(String text) {
  /** Whether it can only match the id that it is. */
  public boolean isExact() {
    return text.indexOf('*') < 0 && text.indexOf('?') < 0;
  }

  /** Whether it matches all of an id. In time of their lengths' product at most. */
  public boolean matches(String id) {
    int at = 0;
    int in = 0;
    int star = -1;
    int behindStar = 0;
    while (in < id.length()) {
      if (at < text.length() && text.charAt(at) == '*') {
        star = at++;
        behindStar = in;
      } else if (at < text.length()
          && (text.charAt(at) == '?' || text.charAt(at) == id.charAt(in))) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++behindStar;
      } else {
        return false;
      }
    }
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    return at == text.length();
  }
}
