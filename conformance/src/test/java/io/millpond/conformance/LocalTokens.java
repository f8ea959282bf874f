package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code millpond token}, as an administrator runs it beside the service. */
final class LocalTokens {
  private final Path directory;
  private final Path config;

  LocalTokens(Path directory) {
    this.directory = directory;
    this.config = directory.resolve("millpond.yaml");
  }

  /** What was printed, and what was told. */
  record Result(int exitCode, List<String> out, List<String> err) {}

  Result run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("token"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    MillpondProcess process =
        MillpondProcess.start(directory, Map.of(), MillpondProcess.MAIN_CLASS, all);
    int exitCode = process.awaitExit(Limits.READY_TIMEOUT);
    return new Result(exitCode, process.stdout(), process.stderr());
  }

  /** A token that was issued. */
  record Issued(String text, String id) {
    /** The header that says it. */
    String header() {
      return "Authorization: Bearer " + text;
    }
  }

  Issued issue(String name, String... options) {
    List<String> arguments = new ArrayList<>(List.of("issue", name));
    arguments.addAll(List.of(options));
    Result result = run(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as("%s", result).isZero();
    assertThat(result.out()).as("%s", result).hasSize(1);
    return new Issued(result.out().getFirst(), result.err().getLast().split(" ", -1)[1]);
  }

  void revoke(Issued token) {
    Result result = run("revoke", token.id());
    assertThat(result.exitCode()).as("%s", result).isZero();
  }
}
