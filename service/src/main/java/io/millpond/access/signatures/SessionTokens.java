package io.millpond.access.signatures;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.millpond.access.Limits;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that session tokens speak for: a token is a JWT of the issuer that has the public key of
 * its session in the claim {@code jwk}, as OCI's do, or in {@code cnf} (RFC 7800, 3.2). Tokens that
 * were verified are remembered until they expire.
 */
final class SessionTokens {
  /** What key ids begin with that are session tokens. */
  static final String PREFIX = "ST$";

  private final JWSVerifier issuer;
  private final InstantSource clock;
  private final Map<String, SigningKey> verified = new LastUsed();

  SessionTokens(RSAPublicKey issuer, InstantSource clock) {
    OciRsa.check(issuer);
    this.issuer = new RSASSAVerifier(issuer);
    this.clock = clock;
  }

  private static final class LastUsed extends LinkedHashMap<String, SigningKey> {
    private static final long serialVersionUID = 1L;

    LastUsed() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, SigningKey> eldest) {
      return size() > Limits.MAX_CACHED_SESSIONS;
    }
  }

  /**
   * The key of a token.
   *
   * @return empty where the token is not the issuer's, has expired, or has no key that is good
   */
  Optional<SigningKey> find(String token) {
    SigningKey known;
    synchronized (verified) {
      known = verified.get(token);
    }
    if (known != null) {
      return Optional.of(known).filter(this::holds);
    }
    Optional<SigningKey> found = verify(token).filter(this::holds);
    found.ifPresent(key -> {
      synchronized (verified) {
        verified.put(token, key);
      }
    });
    return found;
  }

  private boolean holds(SigningKey key) {
    return clock.instant().isBefore(key.expires());
  }

  private Optional<SigningKey> verify(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      return JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm()) && jwt.verify(issuer)
          ? key(jwt.getJWTClaimsSet())
          : Optional.empty();
    } catch (ParseException
        | JOSEException
        | IllegalArgumentException
        | IllegalStateException malformed) {
      return Optional.empty();
    }
  }

  private Optional<SigningKey> key(JWTClaimsSet claims) throws ParseException, JOSEException {
    Date expires = claims.getExpirationTime();
    Date begins = claims.getNotBeforeTime();
    String name = claims.getSubject();
    Object jwk = jwk(claims);
    if (expires == null || jwk == null || !isName(name) || !hasBegun(begins)) {
      return Optional.empty();
    }
    RSAPublicKey key = rsa(jwk);
    OciRsa.check(key);
    return Optional.of(new SigningKey(key, name, expires.toInstant().plus(Limits.CLOCK_SKEW)));
  }

  private boolean hasBegun(@Nullable Date begins) {
    return begins == null || !clock.instant().plus(Limits.CLOCK_SKEW).isBefore(begins.toInstant());
  }

  /** A name goes into the audit trail. */
  private static boolean isName(@Nullable String name) {
    return name != null
        && !name.isBlank()
        && name.length() <= Limits.MAX_NAME_CHARS
        && name.chars().noneMatch(Character::isISOControl);
  }

  private static @Nullable Object jwk(JWTClaimsSet claims) {
    return claims.getClaim("cnf") instanceof Map<?, ?> confirmation
        ? confirmation.get("jwk")
        : claims.getClaim("jwk");
  }

  /** OCI has the key as text within the token's JSON; the RFC has it as an object. */
  private static RSAPublicKey rsa(Object jwk) throws ParseException, JOSEException {
    Object parsed = jwk instanceof String text ? JSONObjectUtils.parse(text) : jwk;
    if (parsed instanceof Map<?, ?> object && JWK.parse(members(object)) instanceof RSAKey key) {
      return key.toRSAPublicKey();
    }
    throw new IllegalArgumentException("the key of a session is no RSA key");
  }

  private static Map<String, Object> members(Map<?, ?> object) {
    Map<String, Object> members = new LinkedHashMap<>();
    object.forEach((name, value) -> members.put(String.valueOf(name), value));
    return members;
  }
}
