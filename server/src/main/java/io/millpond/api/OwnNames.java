package io.millpond.api;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names by which the service is reached, whatever the port: those of loopback, and what it is
 * configured to be called. A page that has its own name lead to this machine (DNS rebinding) looks
 * like the service's own to a browser, but for the name; and a request that was signed for another
 * service differs from one that was signed for this one in nothing else.
 */
public final class OwnNames {
  private static final Pattern PORT = Pattern.compile(":[0-9]*$");

  private final Set<String> configured = new HashSet<>();
  private final boolean areAll;

  /**
   * @param configured beside those of loopback, in any case; IPv6 addresses with brackets or
   *     without
   * @param areAll whether there are no others, as far as the configuration tells: where a service
   *     listens does not tell what its clients call it
   */
  public OwnNames(Set<String> configured, boolean areAll) {
    configured.forEach(name -> this.configured.add(normal(name)));
    this.areAll = areAll;
  }

  /** Whether a request that names this host, without a port, may be meant for the service. */
  boolean has(String host) {
    return configured.contains(normal(host)) || isLoopback(host);
  }

  /**
   * Whether a request that was signed for this host may have been signed for the service. Where
   * nothing says what it is called every request may.
   *
   * @param host with its port, if it has one, as the header {@code Host} has it
   */
  boolean isSignedFor(String host) {
    return !areAll || has(PORT.matcher(host).replaceFirst(""));
  }

  private static boolean isLoopback(String host) {
    try {
      return host.equalsIgnoreCase("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }

  /** An address has several spellings. */
  private static String normal(String host) {
    try {
      return InetAddress.ofLiteral(host).getHostAddress();
    } catch (IllegalArgumentException aName) {
      return host.toLowerCase(Locale.ROOT);
    }
  }
}
