package io.millpond.access.tokens;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.millpond.access.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a JWK set that signatures can be verified with. One that cannot be read, is for
 * something else, or is weak is passed over, and takes no other away. So is a secret: what is
 * published is none.
 */
record Keys(List<Published> all) {
  /**
   * A key.
   *
   * @param issuer of which issuer's tokens it is, where several publish theirs together
   */
  record Published(VerifyingKey key, Optional<String> issuer) {}

  Keys {
    all = List.copyOf(all);
  }

  /**
   * Reads a JWK set.
   *
   * @throws IOException where it is none, or has more than {@link Limits#MAX_KEYS}
   */
  static Keys read(byte[] document) throws IOException {
    List<?> entries;
    try {
      String text = new String(document, StandardCharsets.UTF_8);
      entries = JSONObjectUtils.getJSONArray(JSONObjectUtils.parse(text), "keys");
    } catch (ParseException malformed) {
      throw new IOException("no JWK set", malformed);
    }
    if (entries == null) {
      throw new IOException("no JWK set");
    }
    if (entries.size() > Limits.MAX_KEYS) {
      throw new IOException("more than " + Limits.MAX_KEYS + " keys");
    }
    List<Published> keys = new ArrayList<>();
    for (Object entry : entries) {
      if (entry instanceof Map<?, ?> members) {
        key(members).ifPresent(keys::add);
      }
    }
    return new Keys(keys);
  }

  @SuppressWarnings("unchecked") // The names of members are texts.
  private static Optional<Published> key(Map<?, ?> members) {
    Optional<String> issuer =
        members.get("issuer") instanceof String text ? Optional.of(text) : Optional.empty();
    try {
      JWK key = JWK.parse((Map<String, Object>) members);
      return key instanceof OctetSequenceKey
          ? Optional.empty()
          : VerifyingKey.of(key).map(sound -> new Published(sound, issuer));
    } catch (ParseException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * The key that a token was signed with: the only one that fits the algorithm and has the id, or
   * the only one that fits where the token names none.
   */
  Optional<Published> select(Jws token) {
    List<Published> fitting =
        all.stream()
            .filter(one -> one.key.fits(token.algorithm()))
            .filter(one -> token.keyId().isEmpty() || token.keyId().equals(one.key.id()))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
  }
}
