package io.millpond.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP response as it came over the wire.
 *
 * @param status the status code
 * @param headers names in lower case, values in the order they came
 * @param latin1 the body after removal of the transfer encoding, byte for byte as characters U+0000
 *     to U+00FF
 */
record RawResponse(int status, Map<String, List<String>> headers, String latin1) {

  RawResponse(int status, Map<String, List<String>> headers, byte[] body) {
    this(status, headers, new String(body, StandardCharsets.ISO_8859_1));
  }

  /** The first value of a header. */
  Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** The first value of a header, or the empty string. */
  String headerOrEmpty(String name) {
    return header(name).orElse("");
  }

  /**
   * The content type in lower case without blanks, so that `text/plain; charset=UTF-8` is one
   * string.
   */
  String contentType() {
    return headerOrEmpty("content-type").toLowerCase(Locale.ROOT).replace(" ", "");
  }

  /** The body as text; what is not UTF-8 becomes U+FFFD. */
  String text() {
    return new String(body(), StandardCharsets.UTF_8);
  }

  byte[] body() {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return "HTTP " + status + " " + headers + "\n" + Quote.of(text());
  }
}
