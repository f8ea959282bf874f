package io.millpond.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Keycloak of one test class, with realms that are alike but for their names, ids and keys. It
 * runs out of the distribution that {@code bin/real-oidc} has made ready, and keeps its database in
 * a temporary directory. Skips where there is no distribution.
 */
final class Keycloak implements BeforeAllCallback, AfterAllCallback {
  /** What clients, users and the administrator show. */
  static final String SECRET = "a-secret-of-the-suite";

  /** Name of the administrator. */
  static final String ADMINISTRATOR = "root";

  private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[\\d.]+:\\d+)");
  private static final Pattern ID = Pattern.compile("\\{id:([a-z-]+)}");

  private final List<KeycloakRealm> realms = new ArrayList<>();
  private @Nullable Path directory;
  private @Nullable LabProcess process;
  private URI base = URI.create("");
  private int starts;

  /** A realm of it, to be named before it starts. */
  KeycloakRealm realm(String name) {
    KeycloakRealm realm = new KeycloakRealm(this, name);
    realms.add(realm);
    return realm;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path distribution = Fixtures.folder("millpond.keycloak").toRealPath();
    directory = Files.createTempDirectory("keycloak-").toRealPath();
    Path imports = Files.createDirectories(home().resolve("data/import"));
    Files.createDirectory(home().resolve("conf"));
    Files.createSymbolicLink(home().resolve("lib"), distribution.resolve("lib"));
    for (KeycloakRealm realm : realms) {
      Files.writeString(imports.resolve(realm.name() + ".json"), description(realm));
    }
    launch(0);
  }

  private static String description(KeycloakRealm realm) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Keycloak.class.getResourceAsStream("/oidc/realm.json"))) {
      String plan = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return ID.matcher(plan.replace("{realm}", realm.name()).replace("{secret}", SECRET))
          .replaceAll(found -> realm.id(found.group(1)));
    }
  }

  private Path home() {
    return Objects.requireNonNull(directory, "not started").resolve("home");
  }

  private void launch(int port) {
    Path console = home().resolveSibling("console-" + starts++);
    LabProcess started =
        LabProcess.start(
            "Keycloak",
            console,
            command(port),
            Map.of(
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                ADMINISTRATOR,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                SECRET));
    process = started;
    base = URI.create(started.awaitLine(LISTENING));
  }

  /** As its own script starts it, without the shell. */
  private List<String> command(int port) {
    List<String> line = new ArrayList<>(MillpondProcess.leash());
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String opened : List.of("lang", "security", "util", "util.concurrent")) {
      line.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    line.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Dpicocli.disable.closures=true",
            "-Djava.io.tmpdir=" + directory,
            "-Dkc.home.dir=" + home(),
            "-Djboss.server.config.dir=" + home().resolve("conf"),
            "-cp",
            home().resolve("lib/quarkus-run.jar").toString(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
            "start",
            "--optimized",
            "--import-realm",
            "--cache=local",
            "--hostname-strict=false",
            "--http-enabled=true",
            "--http-host=127.0.0.1",
            "--http-port=" + port));
    return line;
  }

  /** Where it answers. */
  URI base() {
    return base;
  }

  /** It goes away, in its own time. */
  void stop() {
    Objects.requireNonNull(process, "not started").stop();
  }

  /** It comes back where it was. */
  void startAgain() {
    launch(base.getPort());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    try {
      if (process != null) {
        process.stop();
      }
    } finally {
      if (process != null) {
        process.close();
      }
      if (directory != null) {
        Scratch.delete(directory);
      }
    }
  }

  /** A request with a form or JSON; fails where it is not answered by 2xx. */
  RawResponse send(String method, String target, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Host: " + base.getAuthority());
    RawResponse answer =
        new AdminClient(base).send(method, target, body, all.toArray(String[]::new));
    if (answer.status() / 100 != 2) {
      throw new UncheckedIOException(
          method + " " + target, new IOException("Keycloak answers " + answer));
    }
    return answer;
  }
}
