package io.millpond.access.signatures;

import io.millpond.access.SignedRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parts of a request that its signature covers, by name in their order. */
final class SignedParts {
  private static final String DATE = "date";
  private static final String X_DATE = "x-date";
  private static final String BODY_DIGEST = "x-content-sha256";
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE");
  private static final List<String> OF_ALL = List.of(SignatureHeader.REQUEST_TARGET, "host");
  private static final List<String> OF_BODY =
      List.of("content-length", "content-type", BODY_DIGEST);

  private final Map<String, String> values;

  private SignedParts(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Gathers them.
   *
   * @return empty where one is not there, cannot be put on a line of its own, or where one is not
   *     covered that has to be
   */
  static Optional<SignedParts> of(SignedRequest request, List<String> names) {
    boolean isEnough =
        names.containsAll(OF_ALL)
            && (names.contains(DATE) || names.contains(X_DATE))
            && (WITHOUT_BODY.contains(request.method()) || names.containsAll(OF_BODY));
    if (!isEnough) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : names) {
      List<String> lines =
          name.equals(SignatureHeader.REQUEST_TARGET)
              ? List.of(target(request))
              : request.header(name);
      String value = String.join(", ", lines);
      if (lines.isEmpty() || !value.chars().allMatch(SignedParts::isOfOneLine)) {
        return Optional.empty();
      }
      values.put(name, value);
    }
    return Optional.of(new SignedParts(values));
  }

  private static String target(SignedRequest request) {
    return request.method().toLowerCase(Locale.ROOT) + " " + request.target();
  }

  /** As one byte, and never as the end of the line. */
  private static boolean isOfOneLine(int sign) {
    return (sign >= ' ' && sign <= 0xff) || sign == '\t';
  }

  /** What is signed. */
  byte[] signingString() {
    StringBuilder text = new StringBuilder(512);
    values.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : "\n").append(name).append(": ").append(value));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The date that counts. */
  String date() {
    String xDate = values.get(X_DATE);
    return xDate == null ? values.getOrDefault(DATE, "") : xDate;
  }

  /** What the body has to hash to, if that is covered. */
  Optional<String> bodySha256() {
    return Optional.ofNullable(values.get(BODY_DIGEST));
  }
}
