package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packages that scripts below {@code src/test/js} use, installed by npm into {@code target}
 * once for each lock file. Where there is no Node.js, or nowhere to get packages from, what needs
 * them is skipped.
 */
final class NodePackages {
  private static final Duration INSTALL_TIMEOUT = Duration.ofSeconds(90);
  private static final List<String> FILES = List.of("package.json", "package-lock.json");

  private final Path directory;
  private final Path sources;

  private NodePackages(Path directory, Path sources) {
    this.directory = directory;
    this.sources = sources;
  }

  /** Installs them, unless that was done before. */
  static NodePackages install() throws IOException, InterruptedException {
    Path module = Fixtures.folder("millpond.home").resolve("conformance");
    Path sources = module.resolve("src/test/js");
    NodePackages packages =
        new NodePackages(Files.createDirectories(module.resolve("target/js")), sources);
    if (!packages.isInstalled()) {
      for (String file : FILES) {
        Files.write(packages.directory.resolve(file), Files.readAllBytes(sources.resolve(file)));
      }
      packages.run(INSTALL_TIMEOUT, npm(), true);
      Files.createFile(packages.installed());
    }
    return packages;
  }

  /** No scripts of packages are run, and a place that does not answer is not asked for long. */
  private static List<String> npm() {
    return List.of(
        "npm",
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefer-offline",
        "--fetch-retries=1",
        "--fetch-retry-mintimeout=500",
        "--fetch-timeout=20000");
  }

  /** npm removes everything below before it installs, so this is there only after it was done. */
  private Path installed() {
    return directory.resolve("node_modules/.installed");
  }

  private boolean isInstalled() throws IOException {
    if (!Files.exists(installed())) {
      return false;
    }
    for (String file : FILES) {
      if (Files.mismatch(directory.resolve(file), sources.resolve(file)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Runs a script; what it printed. */
  String run(String script, List<String> arguments) throws IOException, InterruptedException {
    Path copy = directory.resolve(script);
    Files.write(copy, Files.readAllBytes(sources.resolve(script)));
    List<String> command = new ArrayList<>(List.of("node", copy.toString()));
    command.addAll(arguments);
    return run(Limits.LAB_TIMEOUT, command, false);
  }

  private String run(Duration timeout, List<String> command, boolean isOptional)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out-", ".txt");
    Path err = Files.createTempFile(directory, "err-", ".txt");
    try {
      Process process = start(command, out, err);
      boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      String errors = Files.readString(err);
      if (isOptional && (!ended || process.exitValue() != 0)) {
        abort("skipped: npm could not install the packages: " + Quote.of(errors));
      }
      assertThat(ended && process.exitValue() == 0).as("%s: %s", command.get(0), errors).isTrue();
      return Files.readString(out, StandardCharsets.UTF_8);
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  private Process start(List<String> command, Path out, Path err) {
    try {
      return new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectOutput(out.toFile())
          .redirectError(err.toFile())
          .start();
    } catch (IOException absent) {
      return abort("skipped: there is no " + command.getFirst() + " here");
    }
  }
}
