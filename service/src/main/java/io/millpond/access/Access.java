package io.millpond.access;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The decision point: every read passes {@link #identify}, then {@link #decide}.
 *
 * <p>Where credentials are not required ({@code auth.required: false}, which the server refuses
 * unless it listens on a loopback address) everybody may read everything, whatever they send. Where
 * they are, a caller is whoever one of the verifiers knows, and may what the grants say: the
 * service is closed until it is told whom to trust.
 */
public final class Access {
  private final boolean required;
  private final List<Verifier> verifiers;
  private final GrantBook grants;
  private final InstantSource clock;

  private Access(
      boolean required, List<Verifier> verifiers, GrantBook grants, InstantSource clock) {
    this.required = required;
    this.verifiers = List.copyOf(verifiers);
    this.grants = grants;
    this.clock = clock;
  }

  /** Everybody may read everything. */
  public static Access open() {
    return new Access(false, List.of(), new GrantBook(Grants.NONE), InstantSource.system());
  }

  /**
   * Nobody may anything without a grant.
   *
   * @param verifiers asked in their order; the first that claims credentials decides on them
   */
  public static Access closed(List<Verifier> verifiers, GrantBook grants, InstantSource clock) {
    return new Access(true, verifiers, grants, clock);
  }

  /** Whether callers must show who they are. */
  public boolean isRequired() {
    return required;
  }

  /**
   * Who is asking.
   *
   * @param beforeBlocking see {@link Verifier#verify}
   */
  public Identity identify(Credentials credentials, Runnable beforeBlocking) {
    if (!required) {
      return new Identity.Known(Caller.ANONYMOUS);
    }
    if (credentials instanceof Credentials.None) {
      return new Identity.Missing();
    }
    for (Verifier verifier : verifiers) {
      if (isTaken(verifier.scheme(), credentials)) {
        Optional<Identity> known = verifier.remembered(credentials);
        if (known.isPresent()) {
          return known.get();
        }
      }
    }
    for (Verifier verifier : verifiers) {
      if (isTaken(verifier.scheme(), credentials) && verifier.claims(credentials)) {
        return verifier.verify(credentials, beforeBlocking);
      }
    }
    return new Identity.Invalid();
  }

  private static boolean isTaken(Scheme scheme, Credentials credentials) {
    return switch (credentials) {
      case Credentials.Token(var text, var schemes) -> schemes.contains(scheme);
      case Credentials.Signed signed -> true;
      case Credentials.None none -> false;
      case Credentials.Unreadable unreadable -> false;
    };
  }

  /** Whether a caller that {@link #identify} told of may. */
  public Decision decide(Caller caller, Question question) {
    return switch (caller) {
      case Caller.Anonymous nobody -> required ? Decision.DENIED : Decision.ALLOWED;
      case Caller.Known known -> decide(known, question);
    };
  }

  private Decision decide(Caller.Known caller, Question question) {
    if (!clock.instant().isBefore(caller.expires()) || !caller.valid().getAsBoolean()) {
      return Decision.DENIED;
    }
    if (!caller.isLet(question.scopes())) {
      return Decision.SCOPE_MISSING;
    }
    return mayNow(principals(caller), question.permission()) && !isForeign(caller, question)
        ? Decision.ALLOWED
        : Decision.DENIED;
  }

  private static boolean isForeign(Caller.Known caller, Question question) {
    return caller.tenant().isPresent()
        && question
            .tenant()
            .get()
            .filter(owner -> !owner.equals(caller.tenant().get()))
            .isPresent();
  }

  /**
   * Whether one of these principals has a permission now: for what goes on after whoever asked for
   * it has gone.
   */
  public boolean mayNow(Collection<String> principals, Permission permission) {
    return !required || grants.current().allow(principals, permission);
  }

  /**
   * Whether all grants are known. While they are not, who is denied may be allowed all the same.
   */
  public boolean isCertain() {
    return !required || grants.isComplete();
  }

  /** The principals a caller's grants may name: its own and those of its groups. */
  public static List<String> principals(Caller caller) {
    List<String> principals = new ArrayList<>();
    principals.add(caller.principal());
    if (caller instanceof Caller.Known known) {
      principals.addAll(known.groups());
    }
    return principals;
  }
}
