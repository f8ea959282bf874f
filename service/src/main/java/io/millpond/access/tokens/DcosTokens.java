package io.millpond.access.tokens;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Identity;
import io.millpond.access.Limits;
import io.millpond.access.Scheme;
import io.millpond.access.Verifier;
import io.millpond.access.keys.Pem;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Authentication tokens of DC/OS: JWTs that name their user in {@code uid}. As Admin Router takes
 * them: {@code exp} counts where it is there, no audience is asked for. One key, and the algorithm
 * that it is configured for and no other.
 */
public final class DcosTokens implements Verifier {
  private static final String USER = "uid";

  private final VerifyingKey key;
  private final Predicate<Credentials> isOthers;
  private final InstantSource clock;
  private final VerifiedTokens<Caller.Known> verified = VerifiedTokens.ofCallers();

  private DcosTokens(VerifyingKey key, Predicate<Credentials> isOthers, InstantSource clock) {
    this.key = key;
    this.isOthers = isOthers;
    this.clock = clock;
  }

  /**
   * Tokens signed by RS256.
   *
   * @param pem the public key
   * @param isOthers whether a token is another verifier's, whatever it holds
   * @throws GeneralSecurityException where that is no RSA key, or a weak one
   */
  public static DcosTokens rs256(String pem, Predicate<Credentials> isOthers, InstantSource clock)
      throws GeneralSecurityException {
    return new DcosTokens(VerifyingKey.rs256(Pem.rsaKey(pem)), isOthers, clock);
  }

  /**
   * Tokens signed by HS256.
   *
   * @param file what the file of the secret holds; one newline at its end is not part of it
   * @param isOthers whether a token is another verifier's, whatever it holds
   * @throws GeneralSecurityException where the secret is shorter than {@link
   *     Limits#MIN_SECRET_BYTES}
   */
  public static DcosTokens hs256(byte[] file, Predicate<Credentials> isOthers, InstantSource clock)
      throws GeneralSecurityException {
    boolean endsLine = file.length > 0 && file[file.length - 1] == '\n';
    byte[] secret = endsLine ? Arrays.copyOf(file, file.length - 1) : file;
    if (secret.length < Limits.MIN_SECRET_BYTES) {
      throw new InvalidKeyException("shorter than " + Limits.MIN_SECRET_BYTES + " bytes");
    }
    OctetSequenceKey key =
        new OctetSequenceKey.Builder(secret).algorithm(JWSAlgorithm.HS256).build();
    return new DcosTokens(VerifyingKey.of(key).orElseThrow(), isOthers, clock);
  }

  @Override
  public Scheme scheme() {
    return Scheme.DCOS;
  }

  @Override
  public Optional<Identity> remembered(Credentials credentials) {
    return credentials instanceof Credentials.Token token
        ? verified.find(token.text(), clock.instant()).map(Identity.Known::new)
        : Optional.empty();
  }

  @Override
  public boolean claims(Credentials credentials) {
    if (!(credentials instanceof Credentials.Token token)) {
      return false;
    }
    try {
      return Jws.parse(token.text()).claims().has(USER) && !isOthers.test(credentials);
    } catch (UnfitTokenException notOne) {
      return false;
    }
  }

  @Override
  public Identity verify(Credentials credentials, Runnable beforeBlocking) {
    if (!(credentials instanceof Credentials.Token token)) {
      return new Identity.Invalid();
    }
    return verified(token.text(), clock.instant());
  }

  private Identity verified(String text, Instant now) {
    try {
      Jws token = Jws.parse(text);
      if (!key.verifies(token)) {
        return new Identity.Invalid();
      }
      Claims claims = token.claims();
      String user = claims.name(USER).orElseThrow(UnfitTokenException::new);
      Lifetime lifetime = Lifetime.of(claims);
      if (!lifetime.hasBegun(now)) {
        return new Identity.Invalid();
      }
      if (lifetime.isOver(now)) {
        return new Identity.Invalid(true);
      }
      Caller.Known caller = new Caller.Known(scheme().principal(user), lifetime.end());
      verified.add(text, caller, () -> true);
      return new Identity.Known(caller);
    } catch (UnfitTokenException unfit) {
      return new Identity.Invalid();
    }
  }
}
