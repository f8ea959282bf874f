package io.millpond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.audit.Trail;
import io.millpond.server.config.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands print, where, and how they end. */
class MainTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> events = new ArrayList<>();
  private final List<Configuration> started = new ArrayList<>();

  /** A server that only says that it was started and closed. */
  private RunningServer start(Configuration configuration) {
    started.add(configuration);
    events.add("started");
    return new RunningServer() {
      @Override
      public URI uri() {
        return URI.create("http://127.0.0.1:4711");
      }

      @Override
      public void close() {
        events.add("closed");
      }
    };
  }

  /** Ends as soon as the command waits. */
  private Lifetime lifetime() {
    return new Lifetime() {
      @Override
      public void await() {
        events.add("told to end, after: " + out());
      }

      @Override
      public void closed() {
        events.add("may end");
      }
    };
  }

  private int run(String... arguments) {
    return run(this::start, arguments);
  }

  private int run(ServerStarter starter, String... arguments) {
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("HOME", directory.toString()),
            directory);
    return Main.run(console, starter, this::lifetime, arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void servePrintsOneLineWhenItIsReadyAndEndsWhenTold() throws Exception {
    Path file = Files.writeString(directory.resolve("m.yaml"), "http: {port: 0}\n");

    assertThat(run("serve", "--config", file.toString())).isEqualTo(0);
    assertThat(out()).isEqualTo("millpond ready http://127.0.0.1:4711\n");
    assertThat(events)
        .containsExactly(
            "started",
            "told to end, after: millpond ready http://127.0.0.1:4711\n",
            "closed",
            "may end");
    assertThat(started.getFirst().http().port()).isEqualTo(0);
    assertThat(started.getFirst().auth().required()).isTrue();
    assertThat(err()).isEmpty();
  }

  @Test
  void bothWaysToNameTheFileAreTheSame() throws Exception {
    Path file = Files.writeString(directory.resolve("m.yaml"), "http: {port: 9999}\n");

    assertThat(run("serve", "--config", file.toString())).isEqualTo(0);
    assertThat(run("serve", "--config=" + file)).isEqualTo(0);
    assertThat(started.get(1)).isEqualTo(started.get(0));
  }

  @Test
  void serveWithoutAFileSaysWhatItFound() throws Exception {
    Files.createDirectories(directory.resolve("var/log/journal"));

    assertThat(run("serve")).isEqualTo(0);
    assertThat(out()).isEqualTo("millpond ready http://127.0.0.1:4711\n");
    assertThat(err())
        .contains("found     " + directory.resolve("var/log/journal"))
        .contains("not there " + directory.resolve("var/log/pods"))
        .contains("no credentials are asked for");
    assertThat(started.getFirst().auth().required()).isFalse();
  }

  @Test
  void aConfigurationThatWillNotDoIs78AndNothingIsStarted() throws Exception {
    Path file = Files.writeString(directory.resolve("m.yaml"), "htp: {}\nhttp: {prt: 1}\n");

    assertThat(run("serve", "--config", file.toString())).isEqualTo(78);
    assertThat(out()).isEmpty();
    assertThat(err())
        .isEqualTo(
            file
                + ":1: htp: unknown key (did you mean http?)\n"
                + file
                + ":2: http.prt: unknown key (did you mean port?)\n");
    assertThat(events).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIs78() {
    assertThat(run("serve", "--config", directory.resolve("gone.yaml").toString())).isEqualTo(78);
    assertThat(err()).isEqualTo(directory.resolve("gone.yaml") + ": no such file\n");
  }

  @Test
  void aServerThatCannotStartIs1() {
    ServerStarter starter =
        configuration -> {
          throw new java.io.IOException("start", new BindException("Address already in use"));
        };

    assertThat(run(starter, "serve")).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err())
        .endsWith("millpond: cannot listen on 127.0.0.1:8642: Address already in use\n")
        .doesNotContain("\tat ");
    assertThat(events).containsExactly("may end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sreve", "serve --confg x", "serve --config", "serve x", "--x"})
  void usage(String arguments) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err()).containsAnyOf("Usage: millpond", "Did you mean", "Possible solutions");
  }

  @Test
  void version() {
    assertThat(run("--version")).isEqualTo(0);
    assertThat(out()).matches("millpond [0-9]+\\.[0-9]+\\S* \\(Java 2[5-9].*\\)\n");
  }

  @Test
  void help() {
    assertThat(run("help")).isEqualTo(0);
    assertThat(out()).contains("serve", "demo", "help").doesNotContain("train");
    out.reset();
    assertThat(run("help", "serve")).isEqualTo(0);
    assertThat(out()).contains("--config=FILE", "78 configuration");
    out.reset();
    assertThat(run("serve", "--help")).isEqualTo(0);
    assertThat(out()).contains("--config=FILE");
  }

  @Test
  void demoServesANodeOfItsOwnAndRemovesIt() {
    assertThat(run("demo", "--port", "0")).isEqualTo(0);
    Configuration configuration = started.getFirst();

    assertThat(configuration.http().isLoopback()).isTrue();
    assertThat(configuration.auth().required()).isFalse();
    assertThat(configuration.clusters()).hasSize(2);
    assertThat(out())
        .contains("curl -L 'http://127.0.0.1:4711/system/v1/logs/v2/task/web/browse'")
        .endsWith("millpond ready http://127.0.0.1:4711\n");
    assertThat(configuration.data()).doesNotExist();
    assertThat(configuration.data().getParent()).doesNotExist();
    assertThat(events).endsWith("closed", "may end");
  }

  @Test
  void demoPortOutOfRange() {
    assertThat(run("demo", "--port", "65536")).isEqualTo(2);
  }

  @Test
  void trainEndsByItself() {
    ServerStarter deaf =
        configuration -> {
          throw new java.io.IOException("no server");
        };
    assertThat(run(deaf, "train")).isEqualTo(1);
  }

  @Test
  void looksThroughAnAuditTrail() throws Exception {
    Path file = directory.resolve("audit.jsonl");
    Trail.open(new Trail.Settings(file, Optional.empty(), true, 1 << 20)).close();
    assertThat(run("audit", "verify", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(out()).matches("audit trail whole: 2 lines, seq 1\\.\\.2, last hash [0-9a-f]{64}\n");
    String hash = out().strip().replaceAll(".* ", "");
    out.reset();
    assertThat(run("audit", "verify", "--data", directory.toString(), "--expect", hash))
        .isEqualTo(ExitCode.OK);
    Path config = directory.resolve("millpond.yaml");
    Files.writeString(config, "auth: {required: false, audit: audit.jsonl}\n");
    assertThat(run("audit", "verify", "--config", config.toString())).isEqualTo(ExitCode.OK);
    out.reset();
    assertThat(run("audit", "verify", file.toString(), "--expect", "0".repeat(64)))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out()).startsWith("audit trail broken: " + file + ": no line has the hash 0000");
    out.reset();
    Files.writeString(file, Files.readString(file).replace("stopped", "stapped"));
    assertThat(run("audit", "verify", file.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(out())
        .isEqualTo(
            "audit trail broken: %s:2: its hash does not fit: it or the line before it was changed,"
                    .formatted(file)
                + " or the key is another\n");
  }

  @Test
  void aTrailWithoutALineIsOneThatHasJustBegun() throws Exception {
    Path file = Files.createFile(directory.resolve("audit.jsonl"));
    assertThat(run("audit", "verify", "--data", directory.toString())).isEqualTo(ExitCode.OK);
    assertThat(out()).startsWith("audit trail whole: no line yet").hasLineCount(1);
    assertThat(run("audit", "verify", file.toString(), "--expect", "0".repeat(64)))
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void saysWhyAnAuditTrailCannotBeLookedThrough() throws Exception {
    assertThat(run("audit")).isEqualTo(ExitCode.USAGE);
    assertThat(run("audit", "verify", "x", "--data", "y")).isEqualTo(ExitCode.USAGE);
    assertThat(run("audit", "verify", "--config", "x", "--data", "y")).isEqualTo(ExitCode.USAGE);
    assertThat(run("audit", "verify", "x", "--expect", "abc")).isEqualTo(ExitCode.USAGE);
    err.reset();
    Path none = directory.resolve("none.jsonl");
    assertThat(run("audit", "verify", none.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err()).isEqualTo("millpond: no such file: " + none + "\n");
    err.reset();
    assertThat(run("audit", "verify")).isEqualTo(ExitCode.FAILED);
    assertThat(err()).endsWith("/.millpond/audit.jsonl\n");
    Path config = directory.resolve("millpond.yaml");
    Files.writeString(config, "auth: {required: false}\n");
    assertThat(run("audit", "verify", "--config", config.toString())).isEqualTo(ExitCode.FAILED);
    Files.writeString(config, "auth: {required: maybe}\n");
    assertThat(run("audit", "verify", "--config", config.toString()))
        .isEqualTo(ExitCode.CONFIGURATION);
    assertThat(out()).isEmpty();
  }
}
