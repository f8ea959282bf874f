package io.millpond.access;

import java.util.Set;

/**
 * What a client sent to say who it is, unverified. Which header or cookie it came in is the
 * dialect's affair. Never logged: {@code toString} tells only what is there.
 */
public sealed interface Credentials {
  /** Of a client that sent none. */
  Credentials NONE = new None();

  /** Of a client that sent something that this place takes for no credentials at all. */
  Credentials UNREADABLE = new Unreadable();

  /** There are none. */
  record None() implements Credentials {}

  /** There are some, of a form that is not taken here. */
  record Unreadable() implements Credentials {}

  /**
   * A token that speaks for whoever bears it.
   *
   * @param text as it came
   * @param schemes whose tokens are taken here
   */
  record Token(String text, Set<Scheme> schemes) implements Credentials {
    public Token {
      schemes = Set.copyOf(schemes);
    }

    @Override
    public String toString() {
      return "Token[a secret]";
    }
  }

  /** A signature over parts of the request. */
  record Signed(SignedRequest request) implements Credentials {
    @Override
    public String toString() {
      return "Signed[a secret]";
    }
  }
}
