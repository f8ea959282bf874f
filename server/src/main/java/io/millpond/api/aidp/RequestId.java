package io.millpond.api.aidp;

import io.millpond.http.Exchange;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The header {@code opc-request-id}: up to three segments of letters, digits, {@code _} and {@code
 * -}. An answer has three, the last of them the server's own, the first ones the client's where it
 * sent any. Source: the doc string of OCI's SDKs, and answers of the live service.
 */
final class RequestId {
  static final String HEADER = "opc-request-id";

  /** What Object Storage calls the client's own id, where it tells it apart. */
  static final String CLIENT_HEADER = "opc-client-request-id";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+){0,2}");
  private static final int SEGMENTS = 3;
  private static final int SEGMENT_HEX = 32;

  private RequestId() {}

  /**
   * The id of a request.
   *
   * @param id hexadecimal digits that no other request has
   * @param headers those of the request
   */
  static String of(String id, Function<String, Optional<String>> headers) {
    StringBuilder text = new StringBuilder();
    int segments = 0;
    for (String sent : headers.apply(HEADER).filter(RequestId::isValid).orElse("").split("/", 3)) {
      if (!sent.isEmpty() && segments < SEGMENTS - 1) {
        text.append(sent).append('/');
        segments++;
      }
    }
    for (; segments < SEGMENTS - 1; segments++) {
      text.append(random(SEGMENT_HEX)).append('/');
    }
    String own = id.toUpperCase(Locale.ROOT);
    return text.append(own).append(random(SEGMENT_HEX - own.length())).toString();
  }

  private static String random(int digits) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of().withUpperCase();
    return (hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()))
        .substring(0, digits);
  }

  static boolean isValid(String id) {
    return id.length() <= Limits.MAX_REQUEST_ID_CHARS && FORM.matcher(id).matches();
  }

  /** Refuses a request with an id that is none. */
  static void check(Exchange exchange) {
    if (exchange.header(HEADER).filter(id -> !isValid(id)).isPresent()) {
      throw AidpProblem.invalid(
          HEADER
              + " must be 1 to "
              + Limits.MAX_REQUEST_ID_CHARS
              + " letters, digits, _ and -, in at most 3 parts joined by /");
    }
  }
}
