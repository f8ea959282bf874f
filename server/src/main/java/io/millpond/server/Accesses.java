package io.millpond.server;

import io.millpond.access.Access;
import io.millpond.access.GrantBook;
import io.millpond.access.Grants;
import io.millpond.access.Permission;
import io.millpond.access.Verifier;
import io.millpond.access.tokens.DcosTokens;
import io.millpond.server.config.AuthConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The decision point as the configuration describes it, and what it keeps open. */
final class Accesses implements AutoCloseable {
  private final Access access;

  private Accesses(Access access) {
    this.access = access;
  }

  /**
   * Reads the keys that the configuration names.
   *
   * @throws IOException where one cannot be read, or is none
   */
  static Accesses open(AuthConfig auth) throws IOException {
    if (!auth.required()) {
      return new Accesses(Access.open());
    }
    InstantSource clock = InstantSource.system();
    List<Verifier> verifiers = new ArrayList<>();
    if (auth.dcos().isPresent()) {
      verifiers.add(dcos(auth.dcos().get(), clock));
    }
    return new Accesses(Access.closed(verifiers, new GrantBook(grants(auth)), clock));
  }

  Access access() {
    return access;
  }

  private static Verifier dcos(AuthConfig.Dcos dcos, InstantSource clock) throws IOException {
    return switch (dcos) {
      case AuthConfig.Dcos.PublicKey(var pem) ->
          key(
              "auth.dcos.publicKey",
              () ->
                  DcosTokens.rs256(
                      Files.readString(pem, StandardCharsets.ISO_8859_1), none -> false, clock));
      case AuthConfig.Dcos.SecretFile(var file) ->
          key(
              "auth.dcos.secretFile",
              () -> DcosTokens.hs256(Files.readAllBytes(file), none -> false, clock));
    };
  }

  private interface KeyReader<T> {
    T read() throws IOException, GeneralSecurityException;
  }

  private static <T> T key(String name, KeyReader<T> reader) throws IOException {
    try {
      return reader.read();
    } catch (GeneralSecurityException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  static Grants grants(AuthConfig auth) {
    Map<String, Set<Permission>> byPrincipal = new HashMap<>();
    for (AuthConfig.Grant grant : auth.grants()) {
      Set<Permission> permissions =
          byPrincipal.computeIfAbsent(grant.principal(), none -> new HashSet<>());
      grant.allow().forEach(name -> permissions.add(new Permission(name)));
    }
    return new Grants(byPrincipal);
  }

  @Override
  public void close() {}
}
