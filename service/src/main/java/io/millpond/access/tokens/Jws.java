package io.millpond.access.tokens;

import io.millpond.access.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A signed text in its compact form (RFC 7515), taken apart and not verified.
 *
 * <p>There is one way to spell a token: base64url without padding, and without bits that count for
 * nothing; a header without a member twice. A header that demands something of us, as {@code crit},
 * {@code b64} and {@code zip} do, is refused; keys that a token brings along or points to are never
 * looked at.
 */
final class Jws {
  private static final int PARTS = 3;
  private final String algorithm;
  private final Optional<String> keyId;
  private final byte[] payload;
  private final byte[] signed;
  private final String signature;

  private Jws(Claims header, byte[] payload, byte[] signed, String signature)
      throws UnfitTokenException {
    this.algorithm = header.text("alg").orElseThrow(UnfitTokenException::new);
    this.keyId = header.text("kid");
    this.payload = payload;
    this.signed = signed;
    this.signature = signature;
  }

  /** Takes a text apart. */
  static Jws parse(String text) throws UnfitTokenException {
    if (text.length() > Limits.MAX_TOKEN_CHARS) {
      throw new UnfitTokenException();
    }
    String[] parts = text.split("\\.", PARTS + 1);
    if (parts.length != PARTS) {
      throw new UnfitTokenException();
    }
    Claims header = Claims.parse(decoded(parts[0]));
    if (header.has("crit") || header.has("b64") || header.has("zip")) {
      throw new UnfitTokenException();
    }
    byte[] payload = decoded(parts[1]);
    decoded(parts[2]);
    byte[] signed =
        text.substring(0, text.length() - parts[2].length() - 1)
            .getBytes(StandardCharsets.US_ASCII);
    return new Jws(header, payload, signed, parts[2]);
  }

  private static byte[] decoded(String part) throws UnfitTokenException {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
        return bytes;
      }
    } catch (IllegalArgumentException malformed) {
      throw new UnfitTokenException();
    }
    throw new UnfitTokenException();
  }

  /** The algorithm it says it was signed with. */
  String algorithm() {
    return algorithm;
  }

  /** The id of the key it says it was signed with. */
  Optional<String> keyId() {
    return keyId;
  }

  /** What is signed, header included. */
  byte[] signed() {
    return signed;
  }

  /** The signature, in base64url. */
  String signature() {
    return signature;
  }

  /** What it says, as a JWT (RFC 7519). */
  Claims claims() throws UnfitTokenException {
    return Claims.parse(payload);
  }
}
