package io.millpond.access.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.millpond.access.Limits;
import io.millpond.access.keys.RsaKeys;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A key that signatures are verified with, and the algorithms it is for: those of its type and
 * length, and only the one it names where it names one. So an RSA key never is the secret of an
 * HMAC. Two are equal that are the same key with the same id for the same purpose.
 */
final class VerifyingKey {
  private static final Set<JWSAlgorithm> RSA =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512);
  private static final Map<Curve, JWSAlgorithm> ELLIPTIC =
      Map.of(
          Curve.P_256, JWSAlgorithm.ES256,
          Curve.P_384, JWSAlgorithm.ES384,
          Curve.P_521, JWSAlgorithm.ES512);
  private static final Set<JWSAlgorithm> HMAC =
      Set.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512);

  private final JWK key;
  private final JWSVerifier verifier;
  private final Map<String, JWSHeader> headers;

  private VerifyingKey(JWK key, JWSVerifier verifier, Set<JWSAlgorithm> ofItsType) {
    this.key = key;
    this.verifier = verifier;
    this.headers =
        ofItsType.stream()
            .filter(one -> key.getAlgorithm() == null || key.getAlgorithm().equals(one))
            .collect(Collectors.toUnmodifiableMap(JWSAlgorithm::getName, JWSHeader::new));
  }

  /** The key as something to verify with; empty where it is for something else, or weak. */
  static Optional<VerifyingKey> of(JWK key) {
    boolean isForSignatures =
        (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
            && (key.getKeyOperations() == null
                || key.getKeyOperations().contains(KeyOperation.VERIFY))
            && key.getKeyRevocation() == null;
    try {
      return isForSignatures ? ofType(key) : Optional.empty();
    } catch (JOSEException weak) {
      return Optional.empty();
    }
  }

  /**
   * An RSA key as something to verify RS256 with, and nothing else.
   *
   * @param sound one that {@link RsaKeys#isSound}
   */
  static VerifyingKey rs256(RSAPublicKey sound) {
    return of(new RSAKey.Builder(sound).algorithm(JWSAlgorithm.RS256).build()).orElseThrow();
  }

  private static Optional<VerifyingKey> ofType(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> {
        RSAPublicKey known = rsa.toRSAPublicKey();
        yield RsaKeys.isSound(known)
            ? Optional.of(new VerifyingKey(rsa.toPublicJWK(), new RSASSAVerifier(known), RSA))
            : Optional.empty();
      }
      case ECKey ec -> {
        JWSAlgorithm algorithm = ELLIPTIC.get(ec.getCurve());
        yield algorithm == null
            ? Optional.empty()
            : Optional.of(
                new VerifyingKey(ec.toPublicJWK(), new ECDSAVerifier(ec), Set.of(algorithm)));
      }
      case OctetSequenceKey secret -> secret(secret);
      default -> Optional.empty();
    };
  }

  private static Optional<VerifyingKey> secret(OctetSequenceKey secret) throws JOSEException {
    int bytes = secret.toByteArray().length;
    Set<JWSAlgorithm> longEnough =
        HMAC.stream()
            .filter(algorithm -> bytes * Byte.SIZE >= hashBits(algorithm))
            .collect(Collectors.toSet());
    return bytes < Limits.MIN_SECRET_BYTES
        ? Optional.empty()
        : Optional.of(new VerifyingKey(secret, new MACVerifier(secret), longEnough));
  }

  private static int hashBits(JWSAlgorithm algorithm) {
    return Integer.parseInt(algorithm.getName().substring("HS".length()));
  }

  /** The names of all algorithms that need no shared secret. */
  static Stream<String> publicKeyAlgorithms() {
    return Stream.concat(RSA.stream(), ELLIPTIC.values().stream()).map(JWSAlgorithm::getName);
  }

  Optional<String> id() {
    return Optional.ofNullable(key.getKeyID());
  }

  /** Whether it is for an algorithm. */
  boolean fits(String algorithm) {
    return headers.containsKey(algorithm);
  }

  /** Whether this key made the signature, by the algorithm that the token names. */
  boolean verifies(Jws token) {
    JWSHeader header = headers.get(token.algorithm());
    try {
      return header != null
          && verifier.verify(header, token.signed(), new Base64URL(token.signature()));
    } catch (JOSEException unfit) {
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return "VerifyingKey[" + headers.keySet() + "]";
  }
}
