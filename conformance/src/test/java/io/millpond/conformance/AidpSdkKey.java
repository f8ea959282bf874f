package io.millpond.conformance;

import com.oracle.bmc.auth.AuthenticationDetailsProvider;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/** An API key of a user who does not exist, made for one run of the tests. */
final class AidpSdkKey {
  private static final String TENANCY = "ocid1.tenancy.oc1..conformance";
  private static final String USER = "ocid1.user.oc1..conformance";

  private static final KeyPair PAIR = generate();

  private AidpSdkKey() {}

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The private key, as files of keys have it. */
  static String pem() {
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(PAIR.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
  }

  /** By which OCI knows the public key. */
  private static String fingerprint() {
    try {
      byte[] md5 = MessageDigest.getInstance("MD5").digest(PAIR.getPublic().getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(md5);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As signatures name it. */
  static String keyId() {
    return TENANCY + "/" + USER + "/" + fingerprint();
  }

  static AuthenticationDetailsProvider provider() {
    byte[] pem = pem().getBytes(StandardCharsets.US_ASCII);
    return SimpleAuthenticationDetailsProvider.builder()
        .tenantId(TENANCY)
        .userId(USER)
        .fingerprint(fingerprint())
        .privateKeySupplier(() -> new ByteArrayInputStream(pem))
        .build();
  }
}
