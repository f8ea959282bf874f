package io.millpond.access;

import java.util.Locale;

/** How a caller proves who it is. Each scheme has its own names: none can speak for another's. */
public enum Scheme {
  /** DC/OS tokens; {@code uid} is the name. */
  DCOS,
  /** Bearer tokens of an OpenID Connect issuer; {@code <tid>/<oid>}, or {@code <sub>}. */
  JWT,
  /** OCI's HTTP signatures; the principal of the key or of the session token. */
  OCI,
  /** Tokens that {@code millpond token} issues; the name they were issued to. */
  LOCAL;

  /** The principal of a name of this scheme, as grants and the audit trail spell it. */
  public String principal(String name) {
    return name().toLowerCase(Locale.ROOT) + ":" + name;
  }
}
