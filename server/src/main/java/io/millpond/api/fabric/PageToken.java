package io.millpond.api.fabric;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.UUID;

/**
 * The place of a session in a list: when it was submitted and, of those at the same time, its id.
 * As a token it means "those that are older than this", which stays true when newer ones come.
 *
 * @param submittedMillis milliseconds since 1970
 */
record PageToken(long submittedMillis, UUID id) implements Comparable<PageToken> {
  private static final Comparator<PageToken> ORDER =
      Comparator.comparingLong(PageToken::submittedMillis).thenComparing(PageToken::id);

  /** Fit for a URL without escapes. */
  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((submittedMillis + "/" + id).getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads what {@link #text} made; anything else is refused. */
  static PageToken parse(String text) {
    try {
      if (text.length() <= Limits.MAX_TOKEN_CHARS) {
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        int slash = plain.indexOf('/');
        if (slash > 0) {
          return new PageToken(
              Long.parseLong(plain.substring(0, slash)),
              UUID.fromString(plain.substring(slash + 1)));
        }
      }
    } catch (IllegalArgumentException malformed) {
      // Refused below.
    }
    throw new FabricProblem(
        400, "InvalidContinuationToken", "The continuationToken field is invalid.");
  }

  @Override
  public int compareTo(PageToken other) {
    return ORDER.compare(this, other);
  }
}
