package io.millpond.access.tokens;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who signs bearer tokens, and which of them are taken.
 *
 * @param name the {@code iss} claim to the letter; or with {@value #PLACEHOLDER} where any tenant's
 *     id stands that the token names as its own
 * @param audiences of which a token has to have one
 * @param algorithms that a token may be signed by
 * @param fullScopes each of which, in {@code scp}, is all that the user may
 * @param keys its keys
 */
public record Issuer(
    String name,
    Set<String> audiences,
    Set<String> algorithms,
    Set<String> fullScopes,
    KeyDocument keys) {
  /** Stands for the id of a tenant, as Entra's metadata for all tenants has it. */
  public static final String PLACEHOLDER = "{tenantid}";

  private static final Set<String> ALGORITHMS =
      VerifyingKey.publicKeyAlgorithms().collect(Collectors.toUnmodifiableSet());

  private static final String UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final Pattern TENANT = Pattern.compile(UUID);

  /** Entra's issuers, of version 1 and 2, and others that are named after a tenant's id. */
  private static final Pattern OF_TENANT =
      Pattern.compile(
          "https://sts\\.windows\\.net/([^/{}]+)/"
              + "|https?://[^/]+/([^/{}]+)/v2\\.0/?"
              + "|https?://[^/]+/("
              + UUID
              + ")/?");

  /**
   * @throws IllegalArgumentException where an algorithm is none that verifies with a public key
   */
  public Issuer {
    audiences = Set.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
    fullScopes = Set.copyOf(fullScopes);
    if (!ALGORITHMS.containsAll(algorithms)) {
      throw new IllegalArgumentException("an algorithm that needs a shared secret, or is none");
    }
  }

  /** The tenant that it is named after, if it is. */
  Optional<String> tenant() {
    Matcher matcher = OF_TENANT.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(matcher.group(1))
        .or(() -> Optional.ofNullable(matcher.group(2)))
        .or(() -> Optional.ofNullable(matcher.group(3)));
  }

  /** Whether it stands for the issuers of all tenants. */
  boolean isOfAnyTenant() {
    return name.contains(PLACEHOLDER);
  }

  /** Whether a text is the id of a tenant. */
  static boolean isTenantId(String text) {
    return TENANT.matcher(text).matches();
  }

  /** Whether a name of an issuer, perhaps with a placeholder, is this one for that tenant. */
  static boolean isSame(String configured, String iss, Optional<String> tenant) {
    return configured.contains(PLACEHOLDER)
        ? tenant.filter(Issuer::isTenantId).isPresent()
            && configured.replace(PLACEHOLDER, tenant.get()).equals(iss)
        : configured.equals(iss);
  }

  /** Whether a tenant is the one that it is named after, or that its placeholder stands for. */
  boolean isOf(String tenant, String iss) {
    return isOfAnyTenant()
        ? isSame(name, iss, Optional.of(tenant))
        : tenant().filter(tenant::equals).isPresent();
  }
}
