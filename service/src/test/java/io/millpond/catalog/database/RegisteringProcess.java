package io.millpond.catalog.database;

import io.millpond.catalog.Change;
import io.millpond.catalog.Outcome;
import io.millpond.catalog.RegistrationStore.Decision;
import io.millpond.catalog.Workspace;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A process that registers one workspace after the other, and says so after each. */
final class RegisteringProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  RegisteringProcess(Path directory) throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    RegisteringProcess.class.getName(),
                    directory.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    output = process.inputReader();
  }

  /** The id of the next workspace whose registration was answered. */
  Optional<UUID> next() throws IOException {
    return Optional.ofNullable(output.readLine())
        .filter(line -> line.length() == 36)
        .map(UUID::fromString);
  }

  /** Kills it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    // Of the handle: that of the process would close its output, too.
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  static void main(String[] arguments) throws IOException {
    OpenRegistrations store = OpenRegistrations.embedded(Path.of(arguments[0]));
    FileOutputStream answers = new FileOutputStream(FileDescriptor.out);
    while (true) {
      UUID id = UUID.randomUUID();
      Change change = new Change.PutWorkspace(new Workspace(id, "of " + id));
      store.change(registered -> new Decision(Optional.of(change), Outcome.CREATED));
      answers.write((id + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }
}
