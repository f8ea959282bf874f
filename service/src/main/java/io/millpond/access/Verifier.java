package io.millpond.access;

import java.util.Optional;

/** Verifies the credentials of one scheme. Used by many threads at once. */
public interface Verifier {
  /** The scheme whose callers it knows. */
  Scheme scheme();

  /**
   * Whether these look like credentials of its scheme, so that no other is asked. Cheap; looks at
   * their form and at what they claim, and trusts nothing.
   */
  boolean claims(Credentials credentials);

  /**
   * Whose they are, where they were verified before and hold still; empty where that is not
   * remembered. Asked before {@link #claims}, since most requests come with what came before.
   */
  default Optional<Identity> remembered(Credentials credentials) {
    return Optional.empty();
  }

  /**
   * Whose they are.
   *
   * @param beforeBlocking is run before it does what may take its time, such as to fetch keys; what
   *     it throws goes to whoever asked
   * @return {@link Identity.Known}, {@link Identity.Invalid} or {@link Identity.Undecided}
   */
  Identity verify(Credentials credentials, Runnable beforeBlocking);
}
