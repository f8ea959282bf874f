package io.millpond.access.keys;

import io.millpond.access.Limits;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.BitSet;
import java.util.Optional;

/** Which RSA keys are worth their name. */
public final class RsaKeys {
  private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(3);
  private static final int GENERATOR = 65_537;
  private static final int LARGEST_PRIME = 167;

  private RsaKeys() {}

  /** Whether a key is of a length, has an exponent and was made in a way that keeps it secret. */
  public static boolean isSound(RSAPublicKey key) {
    return fault(key).isEmpty();
  }

  /**
   * Refuses a key that proves little.
   *
   * @throws IllegalArgumentException with a text that says why
   */
  public static void requireSound(RSAPublicKey key) {
    fault(key)
        .ifPresent(fault -> {
          throw new IllegalArgumentException(fault);
        });
  }

  /** What is wrong with a key; nothing where it is sound. */
  public static Optional<String> fault(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    if (bits < Limits.MIN_RSA_BITS || bits > Limits.MAX_RSA_BITS) {
      return Optional.of(
          "an RSA key needs %d to %d bits, and this one has %d"
              .formatted(Limits.MIN_RSA_BITS, Limits.MAX_RSA_BITS, bits));
    }
    BigInteger exponent = key.getPublicExponent();
    if (exponent.compareTo(MIN_EXPONENT) < 0
        || !exponent.testBit(0)
        || exponent.bitLength() > Limits.MAX_RSA_EXPONENT_BITS) {
      return Optional.of("the RSA key has an exponent that no sound one has");
    }
    return isGuessable(key.getModulus())
        ? Optional.of("the RSA key can be factored (CVE-2017-15361)")
        : Optional.empty();
  }

  /**
   * Whether the key is of the kind that chips of one maker made until 2017 and that can be factored
   * (CVE-2017-15361, "ROCA"): modulo every small prime its modulus is a power of 65537. A sound one
   * is that once in 2^150 keys or so.
   */
  private static boolean isGuessable(BigInteger modulus) {
    for (int prime = 3; prime <= LARGEST_PRIME; prime += 2) {
      if (BigInteger.valueOf(prime).isProbablePrime(50)
          && !powers(prime).get(modulus.mod(BigInteger.valueOf(prime)).intValue())) {
        return false;
      }
    }
    return true;
  }

  private static BitSet powers(int prime) {
    BitSet powers = new BitSet(prime);
    int power = 1;
    while (!powers.get(power)) {
      powers.set(power);
      power = power * (GENERATOR % prime) % prime;
    }
    return powers;
  }
}
