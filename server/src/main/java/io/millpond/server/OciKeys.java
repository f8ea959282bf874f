package io.millpond.server;

import io.millpond.access.Verifier;
import io.millpond.access.keys.Pem;
import io.millpond.access.signatures.ApiKey;
import io.millpond.access.signatures.RequestSignatures;
import io.millpond.server.config.AuthConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of OCI's signatures, {@code auth.oci} and {@code auth.ociSessions}. */
final class OciKeys {
  private static final String API_KEYS = "auth.oci";
  private static final String SESSIONS = "auth.ociSessions";

  private OciKeys() {}

  /**
   * What verifies signatures with them; nothing where there are none.
   *
   * @throws IOException where a key cannot be read, is too weak, or is not the one its id names
   */
  static Optional<Verifier> verifier(AuthConfig auth, InstantSource clock) throws IOException {
    List<ApiKey> keys = new ArrayList<>();
    for (AuthConfig.OciKey key : auth.oci()) {
      keys.add(apiKey(key));
    }
    Optional<RSAPublicKey> sessions = Optional.empty();
    if (auth.ociSessions().isPresent()) {
      sessions = Optional.of(key(SESSIONS, auth.ociSessions().get()));
    }
    if (keys.isEmpty() && sessions.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new RequestSignatures(keys, sessions, clock));
  }

  private static ApiKey apiKey(AuthConfig.OciKey key) throws IOException {
    RSAPublicKey publicKey = key(API_KEYS, key.publicKey());
    try {
      return new ApiKey(key.keyId(), publicKey, key.principal());
    } catch (IllegalArgumentException bad) {
      throw new IOException(API_KEYS + ": " + key.publicKey() + ": " + bad.getMessage(), bad);
    }
  }

  private static RSAPublicKey key(String name, Path file) throws IOException {
    try {
      return Pem.rsaKey(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (GeneralSecurityException bad) {
      throw new IOException(name + ": " + file + ": " + bad.getMessage(), bad);
    }
  }
}
