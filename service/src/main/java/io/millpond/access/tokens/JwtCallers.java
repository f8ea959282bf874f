package io.millpond.access.tokens;

import io.millpond.access.Caller;
import io.millpond.access.Scheme;
import io.millpond.access.Scopes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose a token is whose signature is good, by its claims as Entra has them.
 *
 * <p>A caller is {@code jwt:<tid>/<oid>}: a user or an application of a tenant. What people may
 * choose or change, such as names and addresses of mail, counts for nothing. Other issuers' callers
 * are {@code jwt:<sub>}. No issuer can speak for callers of a tenant that another one is named
 * after, whatever it writes into {@code tid} or {@code sub}.
 */
final class JwtCallers {
  private final Set<String> tenants;
  private final boolean isAnyTenantTrusted;

  JwtCallers(List<Issuer> issuers) {
    this.tenants =
        issuers.stream().flatMap(one -> one.tenant().stream()).collect(Collectors.toSet());
    this.isAnyTenantTrusted = issuers.stream().anyMatch(Issuer::isOfAnyTenant);
  }

  /**
   * The caller, its time aside.
   *
   * @throws UnfitTokenException where the token is not for this service, or not its issuer's to
   *     make
   */
  Caller.Known caller(Issuer issuer, Keys.Published key, Claims claims) throws UnfitTokenException {
    String iss = claims.text("iss").orElseThrow(UnfitTokenException::new);
    Optional<String> tenant = claims.name("tid");
    List<String> audiences = claims.texts("aud").orElse(List.of());
    if (!claims.has("exp")
        || audiences.stream().noneMatch(issuer.audiences()::contains)
        || !isKeyOf(issuer, iss, key, tenant)) {
      throw new UnfitTokenException();
    }
    String name = name(claims, tenant);
    requireOwn(issuer, iss, tenant, name);
    return new Caller.Known(
        Scheme.JWT.principal(name),
        groups(claims),
        tenant,
        delegated(claims).map(scopes -> canonical(scopes, issuer)),
        Lifetime.of(claims).end());
  }

  /** Keys of all tenants say of which issuer they are. */
  private static boolean isKeyOf(
      Issuer issuer, String iss, Keys.Published key, Optional<String> tenant) {
    return !issuer.isOfAnyTenant()
        || key.issuer().isEmpty()
        || Issuer.isSame(key.issuer().get(), iss, tenant);
  }

  private static String name(Claims claims, Optional<String> tenant) throws UnfitTokenException {
    Optional<String> object = claims.name("oid");
    return tenant.isPresent() && object.isPresent()
        ? tenant.get() + "/" + object.get()
        : claims.name("sub").orElseThrow(UnfitTokenException::new);
  }

  private void requireOwn(Issuer issuer, String iss, Optional<String> tenant, String name)
      throws UnfitTokenException {
    boolean isOfAnother =
        issuer.tenant().isPresent() && tenant.isPresent() && !tenant.equals(issuer.tenant());
    String tenantOfName = name.substring(0, Math.max(0, name.indexOf('/')));
    if (isOfAnother
        || tenant.filter(one -> !maySpeakFor(issuer, iss, one)).isPresent()
        || !maySpeakFor(issuer, iss, tenantOfName)) {
      throw new UnfitTokenException();
    }
  }

  private boolean maySpeakFor(Issuer issuer, String iss, String tenant) {
    boolean isTaken = tenants.contains(tenant) || (isAnyTenantTrusted && Issuer.isTenantId(tenant));
    return !isTaken || issuer.isOf(tenant, iss);
  }

  /**
   * The groups, where the token has them all: of a user in too many it says where to ask for them.
   */
  private static Set<String> groups(Claims claims) {
    if (claims.has("_claim_names") || claims.has("hasgroups")) {
      return Set.of();
    }
    return claims.texts("groups").orElse(List.of()).stream()
        .filter(Claims::isName)
        .map(id -> "group:" + id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What a user let the application do; an application that acts for itself has no such claim. */
  private static Optional<Set<String>> delegated(Claims claims) throws UnfitTokenException {
    if (!claims.has("scp")) {
      boolean isUser = claims.text("idtyp").filter("user"::equals).isPresent();
      return isUser ? Optional.of(Set.of()) : Optional.empty();
    }
    return Optional.of(
        claims.texts("scp").orElse(List.of()).stream()
            .flatMap(scopes -> Arrays.stream(scopes.split(" ", -1)))
            .filter(scope -> !scope.isEmpty())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** With what is all under one name, whatever the issuer calls it. */
  private static Set<String> canonical(Set<String> scopes, Issuer issuer) {
    Set<String> known = new HashSet<>(scopes);
    known.removeAll(Scopes.ALL);
    if (scopes.stream().anyMatch(issuer.fullScopes()::contains)) {
      known.addAll(Scopes.ALL);
    }
    return known;
  }
}
