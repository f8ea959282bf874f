package io.millpond.access;

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
   * Whose they are.
   *
   * @param beforeBlocking is run before it does what may take its time, such as to fetch keys; what
   *     it throws goes to whoever asked
   * @return {@link Identity.Known}, {@link Identity.Invalid} or {@link Identity.Undecided}
   */
  Identity verify(Credentials credentials, Runnable beforeBlocking);
}
