package io.millpond.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.access.GrantBook;
import io.millpond.access.Grants;
import io.millpond.access.Scheme;
import io.millpond.server.config.AuthConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciKeysTest {
  private static final GrantBook NO_GRANTS = new GrantBook(Grants.NONE);

  @TempDir Path directory;

  private static KeyPair pair(String algorithm, int size) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    return generator.generateKeyPair();
  }

  private Path pem(String kind, Key key) throws IOException {
    String base64 = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return Files.writeString(
        directory.resolve("key.pem"),
        "a comment\n-----BEGIN %s-----\r\n%s\r\n-----END %s-----\n".formatted(kind, base64, kind));
  }

  private static AuthConfig auth(List<AuthConfig.OciKey> keys, Optional<Path> sessions) {
    return new AuthConfig(
        true,
        List.of(),
        Optional.empty(),
        keys,
        sessions,
        List.of(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  private static AuthConfig auth(String keyId, Path pem) {
    return auth(List.of(new AuthConfig.OciKey(keyId, pem, "alice")), Optional.empty());
  }

  private void assertRefused(AuthConfig auth, String... texts) {
    assertThatThrownBy(() -> Accesses.open(auth, NO_GRANTS, directory))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(texts);
  }

  @Test
  void keysAreReadFromTheirFiles() throws Exception {
    Path pem = pem("PUBLIC KEY", pair("RSA", 2048).getPublic());
    InstantSource clock = InstantSource.system();
    for (AuthConfig some : List.of(auth("a key", pem), auth(List.of(), Optional.of(pem)))) {
      assertThat(OciKeys.verifier(some, clock).orElseThrow().scheme()).isEqualTo(Scheme.OCI);
      try (Accesses accesses = Accesses.open(some, NO_GRANTS, directory)) {
        assertThat(accesses.access().isRequired()).isTrue();
      }
    }
    assertThat(OciKeys.verifier(auth(List.of(), Optional.empty()), clock)).isEmpty();
  }

  @Test
  void whatIsNoKeyIsRefused() throws Exception {
    KeyPair rsa = pair("RSA", 2048);
    assertRefused(
        auth("t/u/" + "00:".repeat(15) + "00", pem("PUBLIC KEY", rsa.getPublic())),
        "auth.oci",
        "key.pem",
        "fingerprint");
    assertRefused(
        auth("x", pem("PRIVATE KEY", rsa.getPrivate())), "auth.oci", "no public key", "key.pem");
    assertRefused(
        auth("x", pem("PUBLIC KEY", pair("EC", 256).getPublic())), "auth.oci", "no RSA key");
    assertRefused(auth("x", Files.writeString(directory.resolve("key.pem"), "")), "no public key");
    Path weak = pem("PUBLIC KEY", pair("RSA", 1024).getPublic());
    assertRefused(auth("x", weak), "auth.oci", "1024");
    assertRefused(auth(List.of(), Optional.of(weak)), "auth.ociSessions", "key.pem", "1024");
  }
}
