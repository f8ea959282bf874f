package io.millpond.access.signatures;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A client with a key of its own, made for one run. It puts together what it signs by itself, from
 * the draft: nothing here is of the code that verifies.
 */
final class Signer {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final KeyPair pair;

  Signer() {
    this(2048);
  }

  Signer(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      this.pair = generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  RSAPublicKey publicKey() {
    return (RSAPublicKey) pair.getPublic();
  }

  PrivateKey privateKey() {
    return pair.getPrivate();
  }

  static String date(Instant time) {
    return DATE.format(time);
  }

  /** A read of now. */
  static HttpText get(String target, Instant now) {
    return new HttpText("GET", target).plus("Host", "logs:8642").plus("Date", date(now));
  }

  /** Signs a read as most clients do. */
  HttpText sign(HttpText request, String keyId) {
    return sign(request, keyId, "date (request-target) host");
  }

  /** Signs the parts that are named. */
  HttpText sign(HttpText request, String keyId, String names) {
    String text =
        Arrays.stream(names.split(" ", -1))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .map(name -> name + ": " + value(request, name))
            .collect(Collectors.joining("\n"));
    String signature =
        Base64.getEncoder().encodeToString(rsa(text.getBytes(StandardCharsets.ISO_8859_1)));
    return request.plus(
        "Authorization",
        "Signature version=\"1\",keyId=\"%s\",algorithm=\"rsa-sha256\",headers=\"%s\",signature=\"%s\""
            .formatted(keyId, names, signature));
  }

  private static String value(HttpText request, String name) {
    if (name.equals("(request-target)")) {
      return request.method().toLowerCase(Locale.ROOT) + " " + request.target();
    }
    List<String> values = request.header(name);
    return String.join(", ", values);
  }

  byte[] rsa(byte[] text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
