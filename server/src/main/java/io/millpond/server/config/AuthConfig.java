package io.millpond.server.config;

import io.millpond.access.Scopes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code auth}: who may read what.
 *
 * @param required default true; false only where nobody else can connect
 * @param issuers of bearer tokens
 * @param dcos how DC/OS tokens are verified
 * @param oci keys of HTTP signatures
 * @param ociSessions key that signs session tokens ({@code ST$<JWT>} key ids)
 * @param grants nothing is readable without one
 * @param audit the audit trail, if one is written; default {@code <data>/audit.jsonl} where
 *     credentials are required, none where they are not
 * @param auditRequired whether nothing may be read that cannot be put on record; default {@code
 *     required}
 * @param auditKey secret that the trail is sealed with
 */
public record AuthConfig(
    boolean required,
    List<Issuer> issuers,
    Optional<Dcos> dcos,
    List<OciKey> oci,
    Optional<Path> ociSessions,
    List<Grant> grants,
    Optional<Path> audit,
    boolean auditRequired,
    Optional<Path> auditKey) {
  /** The name of the audit trail in the data directory. */
  public static final String AUDIT_FILE = "audit.jsonl";

  public AuthConfig {
    issuers = List.copyOf(issuers);
    oci = List.copyOf(oci);
    grants = List.copyOf(grants);
  }

  static AuthConfig read(Section section, HttpConfig http, Path data) {
    boolean required = section.get("required", Value::flag).orElse(true);
    AuthConfig auth =
        new AuthConfig(
            required,
            section.sections("issuers", Issuer::read),
            section.section("dcos", Dcos::read),
            section.sections("oci", OciKey::read),
            section.section("ociSessions", s -> s.require("publicKey", Places::file, Path.of(""))),
            section.sections("grants", Grant::read),
            section
                .get("audit", value -> Places.ownFile(value, data))
                .or(() -> required ? Optional.of(data.resolve(AUDIT_FILE)) : Optional.empty()),
            section.get("auditRequired", Value::flag).orElse(required),
            section.get("auditKey", Places::file));
    if (!auth.required() && !http.isLoopback()) {
      section.problem(
          "required",
          "false is refused unless http.host is a loopback address (127.0.0.0/8, ::1, localhost)");
    }
    section.unique("oci", auth.oci().stream().map(OciKey::keyId).toList(), "keyId");
    section.unique("issuers", auth.issuers().stream().map(Issuer::issuer).toList(), "issuer");
    return auth;
  }

  /**
   * An issuer of bearer tokens (JWT).
   *
   * @param issuer the {@code iss} claim, to the letter
   * @param audiences of which a token has to have one
   * @param algorithms that a token may be signed by; default RS256, PS256 and ES256
   * @param scopes each of which, in a token of a program that acts for a user, is all that the user
   *     may; default {@code user_impersonation}
   * @param jwks its keys
   */
  public record Issuer(
      String issuer,
      List<String> audiences,
      List<String> algorithms,
      List<String> scopes,
      Source jwks) {
    private static final List<String> USUAL_ALGORITHMS = List.of("RS256", "PS256", "ES256");
    private static final String[] ALGORITHMS = {
      "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"
    };

    public Issuer {
      audiences = List.copyOf(audiences);
      algorithms = List.copyOf(algorithms);
      scopes = List.copyOf(scopes);
    }

    static Issuer read(Section section) {
      List<String> audiences =
          section.require("audiences", value -> value.list(Value::text), List.of());
      if (audiences.isEmpty() && section.has("audiences")) {
        section.problem("audiences", "needs at least one audience");
      }
      Optional<List<String>> algorithms =
          section.get("algorithms", value -> value.list(one -> one.oneOf(ALGORITHMS)));
      if (algorithms.filter(List::isEmpty).isPresent()) {
        section.problem("algorithms", "needs at least one algorithm");
      }
      return new Issuer(
          section.require("issuer", Value::text, ""),
          audiences,
          algorithms.orElse(USUAL_ALGORITHMS),
          section
              .get("scopes", value -> value.list(Value::text))
              .orElseGet(() -> List.copyOf(Scopes.ALL)),
          section.require("jwks", Issuer::keys, new Source.File(Path.of(""))));
    }

    /** Who may write the keys may be anybody, so they do not come over a line that others share. */
    private static Source keys(Value value) {
      Source source = Places.source(value);
      if (source instanceof Source.Url(var url)
          && url.getScheme().equalsIgnoreCase("http")
          && !HttpConfig.isLoopback(url.getHost())) {
        throw value.rejected("must be an https URL unless its host is a loopback address");
      }
      return source;
    }
  }

  /** How DC/OS tokens are verified. */
  public sealed interface Dcos {
    /** RS256, with a PEM file. */
    record PublicKey(Path pem) implements Dcos {}

    /** HS256, with the bytes of a file less one newline at their end. */
    record SecretFile(Path file) implements Dcos {}

    static Dcos read(Section section) {
      Optional<Path> publicKey = section.get("publicKey", Places::file);
      Optional<Path> secretFile = section.get("secretFile", Places::file);
      if (section.has("publicKey") == section.has("secretFile")) {
        section.problem("needs one of publicKey and secretFile, and not both");
      }
      return publicKey
          .<Dcos>map(PublicKey::new)
          .orElseGet(() -> new SecretFile(secretFile.orElse(Path.of(""))));
    }
  }

  /**
   * A key of HTTP signatures.
   *
   * @param keyId {@code <tenancy>/<user>/<fingerprint>}, as requests name it
   * @param publicKey PEM
   * @param principal whose it is: {@code oci:<principal>} in a grant
   */
  public record OciKey(String keyId, Path publicKey, String principal) {
    static OciKey read(Section section) {
      return new OciKey(
          section.require("keyId", Value::text, ""),
          section.require("publicKey", Places::file, Path.of("")),
          section.require("principal", Value::text, ""));
    }
  }

  /**
   * What a principal may read.
   *
   * @param principal {@code oci:…}, {@code dcos:…}, {@code jwt:…}, {@code local:…} or {@code
   *     group:…}
   * @param allow permissions, of the forms {@link io.millpond.access.GrantForms} knows
   */
  public record Grant(String principal, List<String> allow) {
    public Grant {
      allow = List.copyOf(allow);
    }

    static Grant read(Section section) {
      return new Grant(
          section.require("principal", PermissionText::principal, ""),
          section.require("allow", value -> value.list(PermissionText::permission), List.of()));
    }
  }
}
