package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Configurations that must be refused: a message that names file, line and key, nothing on standard
 * output, nothing half-started.
 */
class BadConfigurationTest {
  private static final int QUICK_ROWS = 10;

  @TempDir Path directory;

  @BeforeAll
  static void assumeProduct() {
    MillpondServer.assumeProduct();
  }

  static List<BadConfigurations.Bad> some() {
    return Corpora.sample(BadConfigurations.all(), QUICK_ROWS);
  }

  static List<BadConfigurations.Bad> all() {
    return BadConfigurations.all();
  }

  @ParameterizedTest
  @MethodSource("some")
  void isRefused(BadConfigurations.Bad bad) throws IOException {
    refuse(bad);
  }

  @ParameterizedTest
  @MethodSource("all")
  @Tag("slow")
  void everyOneIsRefused(BadConfigurations.Bad bad) throws IOException {
    refuse(bad);
  }

  private void refuse(BadConfigurations.Bad bad) throws IOException {
    Path file = directory.resolve("refused.yaml");
    Files.writeString(file, bad.yaml());
    MillpondProcess process = run("serve", "--config", file.toString());
    String where = "refused.yaml" + (bad.line() == 0 ? "" : ":" + bad.line());
    assertThat(process.stderr().stream().filter(line -> line.contains("refused.yaml")).toList())
        .as(
            "one line that names %s and %s; standard error:%n%s",
            where, bad.key(), process.stderrTail())
        .singleElement()
        .asString()
        .contains(where, bad.key());
  }

  @Test
  void aFileThatIsNotThere() {
    assertThat(run("serve", "--config", "none.yaml").stderrTail()).contains("none.yaml");
  }

  @Test
  void aFolder() {
    assertThat(run("serve", "--config", directory.toString()).stderr()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serf", "serve --confg x", "serve --config"})
  void aCommandLineThatMeansNothing(String arguments) {
    MillpondProcess process = run(arguments.split(" ", -1));
    assertThat(process.stderrTail()).as("a hint").containsPattern("(?i)usage|--config|serve");
  }

  /** Runs to the end: not 0, nothing on standard output, no stack trace. */
  private MillpondProcess run(String... arguments) {
    MillpondProcess process =
        MillpondProcess.start(directory, Map.of(), MillpondProcess.MAIN_CLASS, List.of(arguments));
    assertThat(process.awaitExit(Limits.REFUSE_TIMEOUT))
        .as("exit code; standard error:%n%s", process.stderrTail())
        .isNotZero();
    assertThat(process.stdout()).as("standard output").isEmpty();
    process.assertNoStackTrace();
    return process;
  }
}
