package io.millpond.access.signatures;

import io.millpond.access.Limits;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;

/** RSA as OCI signs with it: PKCS #1 v1.5 over SHA-256. */
final class OciRsa {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

  private OciRsa() {}

  /** By which OCI knows a key: the MD5 of its SubjectPublicKeyInfo, {@code aa:bb:…}. */
  static String fingerprint(PublicKey key) {
    try {
      byte[] md5 = MessageDigest.getInstance("MD5").digest(key.getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(md5);
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** Whether a signature over bytes is one of a key. */
  static boolean verifies(RSAPublicKey key, byte[] signed, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** A key that nobody has the other half of, to spend the time on that a known key would take. */
  static RSAPublicKey nobodys() {
    BigInteger modulus =
        new BigInteger(Limits.MIN_RSA_BITS, new SecureRandom())
            .setBit(Limits.MIN_RSA_BITS - 1)
            .setBit(0);
    try {
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, EXPONENT));
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
