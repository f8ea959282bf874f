package io.millpond.catalog.database;

import io.millpond.catalog.Change;
import io.millpond.catalog.Outcome;
import io.millpond.catalog.RegistrationStore.Decision;
import io.millpond.catalog.Workspace;
import io.millpond.database.OtherProcess;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** A process that registers one workspace after the other, and says so after each. */
final class RegisteringProcess implements AutoCloseable {
  private final OtherProcess process;

  RegisteringProcess(Path directory) throws IOException {
    process = new OtherProcess(RegisteringProcess.class, directory);
  }

  /** The id of the next workspace whose registration was answered. */
  Optional<UUID> next() throws IOException {
    return Optional.ofNullable(process.lines().readLine())
        .filter(line -> line.length() == 36)
        .map(UUID::fromString);
  }

  /** Kills it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
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
