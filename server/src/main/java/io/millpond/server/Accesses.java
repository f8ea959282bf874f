package io.millpond.server;

import io.millpond.access.Access;
import io.millpond.access.Credentials;
import io.millpond.access.GrantBook;
import io.millpond.access.Grants;
import io.millpond.access.Limits;
import io.millpond.access.Permission;
import io.millpond.access.Verifier;
import io.millpond.access.local.LocalTokens;
import io.millpond.access.tokens.DcosTokens;
import io.millpond.access.tokens.HttpKeyDocument;
import io.millpond.access.tokens.Issuer;
import io.millpond.access.tokens.IssuerTokens;
import io.millpond.access.tokens.KeyDocument;
import io.millpond.server.config.AuthConfig;
import io.millpond.server.config.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The decision point as the configuration describes it, and what it keeps open. */
final class Accesses implements AutoCloseable {
  private final Access access;
  private final Runnable closing;

  private Accesses(Access access, Runnable closing) {
    this.access = access;
    this.closing = closing;
  }

  /**
   * Reads the keys that the configuration names.
   *
   * @param book of the configuration's grants and those that administrators make
   * @param data directory that has the tokens of {@code millpond token}
   * @throws IOException where one cannot be read, or is none
   */
  static Accesses open(AuthConfig auth, GrantBook book, Path data) throws IOException {
    if (!auth.required()) {
      return new Accesses(Access.open(), () -> {});
    }
    InstantSource clock = InstantSource.system();
    List<Verifier> verifiers = new ArrayList<>();
    verifiers.add(new LocalTokens(data, clock));
    IssuerTokens issuers =
        IssuerTokens.start(auth.issuers().stream().map(Accesses::issuer).toList(), clock);
    verifiers.add(issuers);
    try {
      if (auth.dcos().isPresent()) {
        verifiers.add(dcos(auth.dcos().get(), issuers::claims, clock));
      }
      OciKeys.verifier(auth, clock).ifPresent(verifiers::add);
    } catch (IOException | RuntimeException failure) {
      issuers.close();
      throw failure;
    }
    return new Accesses(Access.closed(verifiers, book, clock), issuers::close);
  }

  private static Issuer issuer(AuthConfig.Issuer issuer) {
    return new Issuer(
        issuer.issuer(),
        Set.copyOf(issuer.audiences()),
        Set.copyOf(issuer.algorithms()),
        Set.copyOf(issuer.scopes()),
        switch (issuer.jwks()) {
          case Source.Url(var url) -> new HttpKeyDocument(url);
          case Source.File(var path) -> new KeyFile(path);
        });
  }

  private record KeyFile(Path path) implements KeyDocument {
    @Override
    public byte[] load() throws IOException {
      try (InputStream file = Files.newInputStream(path)) {
        byte[] document = file.readNBytes(Limits.MAX_KEYS_BYTES + 1);
        if (document.length > Limits.MAX_KEYS_BYTES) {
          throw new IOException("longer than " + Limits.MAX_KEYS_BYTES + " bytes");
        }
        return document;
      }
    }

    @Override
    public Duration refresh() {
      return Limits.KEYS_FILE_REFRESH;
    }
  }

  Access access() {
    return access;
  }

  private static Verifier dcos(
      AuthConfig.Dcos dcos, Predicate<Credentials> isOthers, InstantSource clock)
      throws IOException {
    return switch (dcos) {
      case AuthConfig.Dcos.PublicKey(var pem) ->
          key(
              "auth.dcos.publicKey",
              () ->
                  DcosTokens.rs256(
                      Files.readString(pem, StandardCharsets.ISO_8859_1), isOthers, clock));
      case AuthConfig.Dcos.SecretFile(var file) ->
          key(
              "auth.dcos.secretFile",
              () -> DcosTokens.hs256(Files.readAllBytes(file), isOthers, clock));
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
  public void close() {
    closing.run();
  }
}
