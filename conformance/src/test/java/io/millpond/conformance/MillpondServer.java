package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The process of one test class: a scratch directory, a configuration written into it, a ready
 * server, and the checks at its end.
 */
final class MillpondServer implements BeforeAllCallback, AfterAllCallback {
  /** Prepares the data below a fresh directory and answers the configuration that points there. */
  interface Plan {
    String prepare(Path directory) throws IOException;
  }

  private final Plan plan;
  private final Map<String, String> environment;
  private @Nullable Path directory;
  private @Nullable MillpondProcess process;
  private @Nullable URI base;

  MillpondServer(Plan plan) {
    this(plan, Map.of());
  }

  MillpondServer(Plan plan, Map<String, String> environment) {
    this.plan = plan;
    this.environment = Map.copyOf(environment);
  }

  /** Skips where the command line is not on the class path: there is nothing to start yet. */
  static void assumeProduct() {
    String resource = MillpondProcess.MAIN_CLASS.replace('.', '/') + ".class";
    assumeTrue(
        System.getProperty("millpond.classpath") != null
            || MillpondServer.class.getClassLoader().getResource(resource) != null,
        "skipped: " + MillpondProcess.MAIN_CLASS + " is not on the class path");
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    stop();
  }

  void start() throws IOException {
    assumeProduct();
    Path fresh = Scratch.create();
    directory = fresh;
    Path config = fresh.resolve("millpond.yaml");
    Files.writeString(config, plan.prepare(fresh), StandardCharsets.UTF_8);
    MillpondProcess started = MillpondProcess.serve(fresh, environment, config);
    process = started;
    base = started.awaitReady();
  }

  void stop() {
    MillpondProcess running = process;
    Path scratch = directory;
    try {
      if (running != null) {
        assertThat(running.isAlive())
            .as("the process lives until it is stopped; stderr ends:%n%s", running.stderrTail())
            .isTrue();
        running.stopAndCheck();
      }
    } finally {
      process = null;
      if (running != null) {
        running.kill();
      }
      if (scratch != null) {
        Scratch.delete(scratch);
      }
    }
  }

  URI base() {
    return Objects.requireNonNull(base, "not started");
  }

  Path directory() {
    return Objects.requireNonNull(directory, "not started");
  }

  MillpondProcess process() {
    return Objects.requireNonNull(process, "not started");
  }

  /** GET of an exact request target. */
  RawResponse get(String target, String... headers) {
    return send("GET", target, headers);
  }

  /** One request on a connection of its own. */
  RawResponse send(String method, String target, String... headers) {
    return send(method, target, "", List.of(headers));
  }

  /**
   * The same with a body, which is JSON where there is one; what headers have to say of it is added
   * where they do not.
   */
  RawResponse send(String method, String target, String body, List<String> headers) {
    List<String> all = RawConnection.withBody(body, headers);
    try (RawConnection connection = RawConnection.open(base())) {
      connection.send(RawConnection.request(method, target, all));
      connection.send(body.getBytes(StandardCharsets.UTF_8));
      return connection.receive(method);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + target + " " + all + ": " + e.getMessage(), e);
    }
  }
}
