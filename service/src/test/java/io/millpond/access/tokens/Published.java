package io.millpond.access.tokens;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A published set of keys that a test changes. */
final class Published implements KeyDocument {
  private volatile String document;
  private volatile boolean isDown;
  final AtomicInteger loads = new AtomicInteger();

  Published(JWK... keys) {
    this.document = set(keys);
  }

  void publish(JWK... keys) {
    document = set(keys);
  }

  void publish(String text) {
    document = text;
  }

  void setDown(boolean down) {
    isDown = down;
  }

  private static String set(JWK... keys) {
    return Arrays.stream(keys)
        .map(key -> key.toPublicJWK().toJSONString())
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  static RSAKey key(String id, KeyPair pair) {
    return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID(id).build();
  }

  @Override
  public byte[] load() throws IOException {
    loads.incrementAndGet();
    if (isDown) {
      throw new IOException("down");
    }
    return document.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Duration refresh() {
    return Duration.ofHours(1);
  }
}
