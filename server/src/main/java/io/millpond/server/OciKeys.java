package io.millpond.server;

import io.millpond.access.Verifier;
import io.millpond.access.signatures.ApiKey;
import io.millpond.access.signatures.RequestSignatures;
import io.millpond.server.config.AuthConfig;
import java.io.IOException;
import java.nio.file.Path;
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
      sessions = Optional.of(PemPublicKey.load(SESSIONS, auth.ociSessions().get()));
    }
    if (keys.isEmpty() && sessions.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RequestSignatures(keys, sessions, clock));
    } catch (IllegalArgumentException bad) {
      throw refused(SESSIONS, auth.ociSessions().orElseThrow(), bad);
    }
  }

  private static ApiKey apiKey(AuthConfig.OciKey key) throws IOException {
    RSAPublicKey publicKey = PemPublicKey.load(API_KEYS, key.publicKey());
    try {
      return new ApiKey(key.keyId(), publicKey, key.principal());
    } catch (IllegalArgumentException bad) {
      throw refused(API_KEYS, key.publicKey(), bad);
    }
  }

  private static IOException refused(String key, Path file, IllegalArgumentException why) {
    return new IOException(key + ": " + file + ": " + why.getMessage(), why);
  }
}
