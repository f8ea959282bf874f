package io.millpond.clusters.spark;

import io.millpond.clusters.events.LoggedProcess;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of a worker's page for a log, as event logs hold it: {@code
 * http://host:8081/logPage/?driverId=driver-…&logType=stderr}, or below the master's page where
 * that is a reverse proxy: {@code …/proxy/worker-<time>-<host>-<port>/logPage/?…}.
 *
 * @param worker {@code host:port} of the worker's page, or of the worker itself behind a proxy
 * @param driverId empty where it is not of a driver
 */
record LogUrl(String worker, String driverId) {
  private static final Pattern PROXIED =
      Pattern.compile(".*/proxy/worker-\\d{14}-(.{1,255})-(\\d{1,5})/.*");

  /** That of a process; empty where it has none that can be understood. */
  static Optional<LogUrl> of(LoggedProcess process) {
    return process.logUrls().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .flatMap(entry -> parse(entry.getValue()).stream())
        .findFirst();
  }

  static Optional<LogUrl> parse(String text) {
    try {
      URI url = new URI(text);
      Matcher proxied = PROXIED.matcher(String.valueOf(url.getPath()));
      String worker =
          proxied.matches()
              ? proxied.group(1) + ":" + proxied.group(2)
              : String.valueOf(url.getRawAuthority());
      return url.getHost() == null
          ? Optional.empty()
          : Optional.of(new LogUrl(worker, parameter(url, "driverId")));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String parameter(URI url, String name) {
    return Arrays.stream(String.valueOf(url.getRawQuery()).split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> decode(pair.substring(name.length() + 1)))
        .findFirst()
        .orElse("");
  }

  /** Nothing where it is no encoding. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
