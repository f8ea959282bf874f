package io.millpond.server.config;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code http}: where the server listens.
 *
 * @param host name or address to listen on, an IPv6 address without brackets; default 127.0.0.1
 * @param port 0 to 65535, default 8642; 0 is any free port
 * @param configuredPublicUrl what absolute links begin with, without a slash at its end
 * @param tls certificate and key; plain HTTP without
 * @param furtherNames host names and addresses by which it is reached beside {@code host} and that
 *     of the public URL, IPv6 addresses without brackets
 * @param corsOrigins web origins that may read answers in a browser, as {@code Origin} has them
 */
public record HttpConfig(
    String host,
    int port,
    Optional<URI> configuredPublicUrl,
    List<String> furtherNames,
    Optional<TlsConfig> tls,
    List<String> corsOrigins) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 8642;

  private static final Pattern HOST_NAME =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_-]+)*\\.?");
  private static final Pattern ORIGIN =
      Pattern.compile("https?://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

  public HttpConfig {
    furtherNames = List.copyOf(furtherNames);
    corsOrigins = List.copyOf(corsOrigins);
  }

  static HttpConfig read(Section section) {
    HttpConfig http =
        new HttpConfig(
            section.get("host", HttpConfig::host).orElse(DEFAULT_HOST),
            section.get("port", port -> (int) port.integer(0, 65_535)).orElse(DEFAULT_PORT),
            section.get("publicUrl", Places::baseUrl),
            section.list("names", HttpConfig::host),
            section.section("tls", TlsConfig::read),
            section.list("cors", HttpConfig::origin));
    section.unique("cors", http.corsOrigins(), "origin");
    return http;
  }

  private static String host(Value value) {
    String host = value.text();
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    boolean valid = host.contains(":") ? isAddress(host) : HOST_NAME.matcher(host).matches();
    if (!valid) {
      throw value.rejected(value.shown() + " is neither a host name nor an address");
    }
    return host;
  }

  private static String origin(Value value) {
    String origin = value.text();
    if (!ORIGIN.matcher(origin).matches()) {
      throw value.rejected(
          value.shown()
              + " is not an origin such as https://grafana.example.com (scheme, host in lower case,"
              + " port; no path, no *)");
    }
    return origin;
  }

  private static boolean isAddress(String host) {
    return is(host, address -> !address.isMulticastAddress());
  }

  private static boolean isEveryAddress(String host) {
    return is(host, InetAddress::isAnyLocalAddress);
  }

  private static boolean is(String host, Predicate<InetAddress> kind) {
    try {
      return kind.test(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }

  /** Whether only this machine can connect: 127.0.0.0/8, ::1 and {@code localhost}. */
  public boolean isLoopback() {
    return isLoopback(host);
  }

  /** Whether a host is this machine alone, by its name or its address (in brackets or not). */
  static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost") || is(host, InetAddress::isLoopbackAddress);
  }

  /**
   * What the service is called beside loopback's names: where it listens, if that is one address or
   * name; its public URL's host; and what else is configured, names of loopback among it.
   */
  public Set<String> names() {
    return Stream.of(
            Stream.of(host).filter(one -> !isLoopback(one) && !isEveryAddress(one)),
            configuredPublicUrl.map(URI::getHost).stream(),
            furtherNames.stream())
        .flatMap(Function.identity())
        .collect(Collectors.toSet());
  }

  /**
   * Whether the configuration says what clients call the service, and not only where it listens.
   */
  public boolean isNamed() {
    return configuredPublicUrl.isPresent() || !furtherNames.isEmpty();
  }

  /** Web origins whose pages may read answers and administer: those listed, and its own. */
  public List<String> ownOrigins() {
    return Stream.concat(
            corsOrigins.stream(),
            configuredPublicUrl
                .map(url -> url.getScheme() + "://" + url.getRawAuthority())
                .stream())
        .toList();
  }

  /** Where the server itself answers, given the port it listens on. */
  public URI url(int boundPort) {
    String address = host.contains(":") ? "[" + host + "]" : host;
    return URI.create((tls.isPresent() ? "https" : "http") + "://" + address + ":" + boundPort);
  }

  /** What absolute links begin with, given the port the server listens on. */
  public URI publicUrl(int boundPort) {
    return configuredPublicUrl.orElseGet(() -> url(boundPort));
  }
}
