package io.millpond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a process ends that is told to, or by itself. */
@Timeout(180)
class ProcessLifetimeTest {
  @TempDir Path directory;

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TestingProcess.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Test
  void sigtermClosesTheServerAndIsNoFailure() throws Exception {
    Path file = Files.writeString(directory.resolve("m.yaml"), "");
    Process process = start("serve", "--config", file.toString());
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("millpond ready http://127.0.0.1:4711");
      // Not process.destroy(), which would close the pipe before the last words have come.
      assertThat(process.toHandle().destroy()).isTrue();

      assertThat(output.readLine()).isEqualTo("closed");
      assertThat(output.readLine()).isNull();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(0);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aFailureKeepsItsExitCode() throws Exception {
    Process process = start("serve", "--config", directory.resolve("gone.yaml").toString());
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).endsWith("gone.yaml: no such file");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(78);
    } finally {
      process.destroyForcibly();
    }
  }
}
