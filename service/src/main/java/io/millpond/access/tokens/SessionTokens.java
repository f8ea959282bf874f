package io.millpond.access.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.millpond.access.keys.CallerKey;
import io.millpond.access.keys.RsaKeys;
import io.millpond.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that session tokens speak for: a token is a JWT of the issuer (RS256) that has the
 * public key of its session in the claim {@code jwk}, as OCI's do, or in {@code cnf} (RFC 7800,
 * 3.2). Whoever bears one is nobody: it is requests signed with that key that are its subject's.
 */
public final class SessionTokens {
  /** What key ids begin with that are session tokens. */
  public static final String PREFIX = "ST$";

  private final VerifyingKey issuer;
  private final InstantSource clock;
  private final VerifiedTokens<CallerKey> verified =
      new VerifiedTokens<>(CallerKey::expires, SessionTokens::bytes);

  /**
   * @param issuer the key that tokens are signed with
   * @throws IllegalArgumentException where that is no good key; the text says why
   */
  public SessionTokens(RSAPublicKey issuer, InstantSource clock) {
    RsaKeys.requireSound(issuer);
    this.issuer = VerifyingKey.rs256(issuer);
    this.clock = clock;
  }

  /**
   * The key of a token.
   *
   * @return empty where the token is not the issuer's, has expired, or has no key that is good
   */
  public Optional<CallerKey> find(String text) {
    Instant now = clock.instant();
    Optional<CallerKey> known = verified.find(text, now);
    if (known.isPresent()) {
      return known;
    }
    try {
      Jws token = Jws.parse(text);
      if (!issuer.verifies(token)) {
        return Optional.empty();
      }
      CallerKey key = key(token.claims(), now);
      verified.add(text, key, () -> true);
      return Optional.of(key);
    } catch (UnfitTokenException unfit) {
      return Optional.empty();
    }
  }

  private static CallerKey key(Claims claims, Instant now) throws UnfitTokenException {
    String name = claims.name("sub").orElseThrow(UnfitTokenException::new);
    Lifetime lifetime = Lifetime.of(claims);
    if (!claims.has("exp") || !lifetime.hasBegun(now) || lifetime.isOver(now)) {
      throw new UnfitTokenException();
    }
    return new CallerKey(rsa(jwk(claims)), name, lifetime.end());
  }

  private static @Nullable JsonValue jwk(Claims claims) {
    return claims.members().get("cnf") instanceof JsonValue.Members(var confirmation)
        ? confirmation.get("jwk")
        : claims.members().get("jwk");
  }

  /** OCI has the key as text within the token's JSON; the RFC has it as an object. */
  private static RSAPublicKey rsa(@Nullable JsonValue jwk) throws UnfitTokenException {
    Claims members =
        switch (jwk) {
          case JsonValue.Text(String text) -> Claims.parse(text.getBytes(StandardCharsets.UTF_8));
          case JsonValue.Members(var object) -> new Claims(object);
          case null, default -> throw new UnfitTokenException();
        };
    if (members.text("kty").filter("RSA"::equals).isEmpty()) {
      throw new UnfitTokenException();
    }
    try {
      RSAPublicKey key =
          new RSAKey.Builder(number(members, "n"), number(members, "e")).build().toRSAPublicKey();
      RsaKeys.requireSound(key);
      return key;
    } catch (JOSEException | IllegalArgumentException | IllegalStateException noKey) {
      throw new UnfitTokenException();
    }
  }

  private static Base64URL number(Claims members, String name) throws UnfitTokenException {
    return new Base64URL(members.text(name).orElseThrow(UnfitTokenException::new));
  }

  /** What is remembered of a session, by estimate. */
  private static int bytes(CallerKey key) {
    return 2 * (key.principal().length() + key.key().getModulus().bitLength() / Byte.SIZE);
  }
}
