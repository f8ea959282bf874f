package io.millpond.access.signatures;

import io.millpond.access.Limits;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code Authorization: Signature …} says; nothing of it is verified. */
final class SignatureHeader {
  static final String REQUEST_TARGET = "(request-target)";

  private static final String SCHEME = "signature ";
  private static final String ALGORITHM = "rsa-sha256";
  private static final String VERSION = "1";

  private final String keyId;
  private final List<String> names;
  private final byte[] signature;

  private SignatureHeader(String keyId, List<String> names, byte[] signature) {
    this.keyId = keyId;
    this.names = List.copyOf(names);
    this.signature = signature;
  }

  /**
   * Reads the header's value.
   *
   * @return empty where it is of another form, version or algorithm than OCI's clients send, or
   *     beyond the bounds
   */
  static Optional<SignatureHeader> parse(String header) {
    if (header.length() > Limits.MAX_SIGNATURE_HEADER_BYTES
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    return AuthParameters.parse(header, SCHEME.length()).flatMap(SignatureHeader::of);
  }

  private static Optional<SignatureHeader> of(Map<String, String> parameters) {
    String keyId = parameters.getOrDefault("keyid", "");
    Optional<List<String>> names = names(parameters.getOrDefault("headers", ""));
    byte[] signature = base64(parameters.getOrDefault("signature", ""));
    boolean isOurs =
        ALGORITHM.equals(parameters.get("algorithm"))
            && VERSION.equals(parameters.getOrDefault("version", VERSION));
    return isOurs && !keyId.isEmpty() && names.isPresent() && signature.length > 0
        ? Optional.of(new SignatureHeader(keyId, names.get(), signature))
        : Optional.empty();
  }

  /** The names in lower case; empty where one is none, or is there twice. */
  private static Optional<List<String>> names(String text) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : text.toLowerCase(Locale.ROOT).split(" ", -1)) {
      boolean isName =
          name.equals(REQUEST_TARGET)
              || (!name.isEmpty()
                  && name.chars().allMatch(sign -> AuthParameters.isTokenSign((char) sign)));
      if (!isName || !seen.add(name) || names.size() == Limits.MAX_SIGNED_HEADERS) {
        return Optional.empty();
      }
      names.add(name);
    }
    return Optional.of(names);
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  /** Names the key. */
  String keyId() {
    return keyId;
  }

  /** What is signed, in its order: headers in lower case, and {@link #REQUEST_TARGET}. */
  List<String> names() {
    return names;
  }

  /** The signature; not to be changed. */
  byte[] signature() {
    return signature;
  }
}
