package io.millpond.api;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The names by which the service is reached: those of loopback, and what it is configured to be
 * called. A page that has its own name lead to this machine (DNS rebinding) looks like the
 * service's own to a browser, but for the name.
 */
public final class OwnNames {
  private final Set<String> configured = new HashSet<>();

  /**
   * @param configured beside those of loopback, in any case
   */
  public OwnNames(Set<String> configured) {
    configured.forEach(name -> this.configured.add(name.toLowerCase(Locale.ROOT)));
  }

  /** Whether a request that names this host, without a port, was meant for the service. */
  boolean has(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || configured.contains(name)) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(name).isLoopbackAddress();
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }
}
