package io.millpond.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** On whose behalf a request is answered. */
public sealed interface Caller {
  /** Anybody: the only caller where no credentials are required. */
  Caller ANONYMOUS = new Anonymous();

  /** The principal as grants and the audit trail name it. */
  String principal();

  /** Nobody in particular; no grant can name it. */
  record Anonymous() implements Caller {
    @Override
    public String principal() {
      return "anonymous";
    }
  }

  /**
   * Somebody whose credentials were verified.
   *
   * @param principal {@code <scheme>:<name>}
   * @param groups principals of the groups it is in, {@code group:<id>}; none where its token does
   *     not tell them all
   * @param tenant of the directory it is in, where it is in one
   * @param delegatedScopes where it acts on a user's behalf, what the user let it do; empty where
   *     it acts for itself
   * @param expires from when on its credentials are worth nothing, any allowance for clocks that
   *     differ included; {@link Instant#MAX} where they do not expire
   * @param valid whether they have not been taken back; asked with every decision, so quick
   */
  record Known(
      String principal,
      Set<String> groups,
      Optional<String> tenant,
      Optional<Set<String>> delegatedScopes,
      Instant expires,
      BooleanSupplier valid)
      implements Caller {
    /** Equal to any other, so that callers are. */
    private record Always() implements BooleanSupplier {
      @Override
      public boolean getAsBoolean() {
        return true;
      }
    }

    public Known {
      groups = Set.copyOf(groups);
      delegatedScopes = delegatedScopes.map(Set::copyOf);
    }

    /** Whether it acts for itself, or for a user who let it do one of these; none, and all may. */
    public boolean isLet(Set<String> scopes) {
      return scopes.isEmpty()
          || delegatedScopes.isEmpty()
          || delegatedScopes.get().stream().anyMatch(scopes::contains);
    }

    /** One whose credentials cannot be taken back before they expire. */
    public Known(
        String principal,
        Set<String> groups,
        Optional<String> tenant,
        Optional<Set<String>> delegatedScopes,
        Instant expires) {
      this(principal, groups, tenant, delegatedScopes, expires, new Always());
    }

    /** One that acts for itself and is in no group. */
    public Known(String principal, Instant expires) {
      this(principal, Set.of(), Optional.empty(), Optional.empty(), expires);
    }
  }
}
