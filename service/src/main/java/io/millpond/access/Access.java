package io.millpond.access;

/**
 * The decision point: every read passes {@link #identify}, then {@link #decide}. Immutable.
 *
 * <p>Where credentials are not required ({@code auth.required: false}, which the server refuses
 * unless it listens on a loopback address) everybody may read everything, whatever they send. Where
 * they are and nothing is configured that could verify any, nobody is known and nobody may: the
 * service is closed until it is told whom to trust.
 */
public final class Access {
  private final boolean required;

  private Access(boolean required) {
    this.required = required;
  }

  /**
   * @param required whether callers must show who they are
   */
  public static Access of(boolean required) {
    return new Access(required);
  }

  /** Whether callers must show who they are. */
  public boolean isRequired() {
    return required;
  }

  /** Who is asking. */
  public Identity identify(Credentials credentials) {
    if (!required) {
      return new Identity.Known(Caller.ANONYMOUS);
    }
    return credentials.isEmpty() ? new Identity.Missing() : new Identity.Invalid();
  }

  /** Whether a caller that {@link #identify} told of has a permission on a resource. */
  public Decision decide(Caller caller, Permission permission, Resource resource) {
    return switch (caller) {
      case Caller.Anonymous nobody -> required ? Decision.DENIED : Decision.ALLOWED;
    };
  }
}
