package io.millpond.conformance;

import com.oracle.bmc.auth.AuthenticationDetailsProvider;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The API key of a user who does not exist, made for one run of the tests. */
final class AidpSdkKey {
  /** Who may read the clusters of {@link AidpPlatform} where credentials are required. */
  static final AidpSdkKey ALICE = new AidpSdkKey("alice");

  private static final String TENANCY = "ocid1.tenancy.oc1..conformance";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final String user;
  private final KeyPair pair;

  AidpSdkKey(String user) {
    this.user = user;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      this.pair = generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The private key, as files of keys have it. */
  String pem() {
    return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  /** The public key, as files of keys have it. */
  String publicPem() {
    return pem("PUBLIC KEY", pair.getPublic().getEncoded());
  }

  private static String pem(String kind, byte[] encoded) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, base64, kind);
  }

  /** By which OCI knows the public key. */
  private String fingerprint() {
    return HexFormat.ofDelimiter(":").formatHex(digest("MD5", pair.getPublic().getEncoded()));
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String userId() {
    return "ocid1.user.oc1.." + user;
  }

  /** As signatures name it. */
  String keyId() {
    return TENANCY + "/" + userId() + "/" + fingerprint();
  }

  AuthenticationDetailsProvider provider() {
    byte[] pem = pem().getBytes(StandardCharsets.US_ASCII);
    return SimpleAuthenticationDetailsProvider.builder()
        .tenantId(TENANCY)
        .userId(userId())
        .fingerprint(fingerprint())
        .privateKeySupplier(() -> new ByteArrayInputStream(pem))
        .build();
  }

  /**
   * The headers of a request that is signed by hand, as of a time; a body goes with POST or PUT.
   */
  String[] headers(URI base, String method, String target, Instant time, String body) {
    return headers(keyId(), base, method, target, time, body);
  }

  /** The same, naming the key otherwise. */
  String[] headers(
      String keyId, URI base, String method, String target, Instant time, String body) {
    List<String> headers = new ArrayList<>();
    headers.add("date: " + DATE.format(time));
    headers.add("(request-target): " + method.toLowerCase(Locale.ROOT) + " " + target);
    headers.add("host: " + base.getAuthority());
    String names = "date (request-target) host";
    if (!method.equals("GET")) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      headers.add("content-length: " + bytes.length);
      headers.add("content-type: application/json");
      headers.add(
          "x-content-sha256: " + Base64.getEncoder().encodeToString(digest("SHA-256", bytes)));
      names += " content-length content-type x-content-sha256";
    }
    String signature = Base64.getEncoder().encodeToString(sign(String.join("\n", headers)));
    headers.remove(1);
    headers.add(
        "Authorization: Signature version=\"1\",keyId=\"%s\",algorithm=\"rsa-sha256\",headers=\"%s\",signature=\"%s\""
            .formatted(keyId, names, signature));
    return headers.toArray(String[]::new);
  }

  /**
   * A session token, as OCI issues it: signed by this key, for a session that has a key of its own.
   */
  String sessionToken(AidpSdkKey session, String subject, Instant expires) {
    RSAPublicKey key = (RSAPublicKey) session.pair.getPublic();
    String jwk =
        "{'kid':'asw','kty':'RSA','alg':'RS256','n':'%s','e':'AQAB'}"
            .formatted(base64Url(key.getModulus().toByteArray()))
            .replace("'", "\\\"");
    String claims =
        "{\"sub\":\"%s\",\"iss\":\"authService.oracle.com\",\"exp\":%d,\"jwk\":\"%s\"}"
            .formatted(subject, expires.getEpochSecond(), jwk);
    String text =
        base64Url("{\"kid\":\"asw\",\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + base64Url(claims.getBytes(StandardCharsets.UTF_8));
    return text + "." + base64Url(sign(text));
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private byte[] sign(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
