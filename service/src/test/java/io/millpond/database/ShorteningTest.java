package io.millpond.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ShorteningTest {
  private static final int CHANGES = 50;
  private static final int LIVES = Integer.getInteger("millpond.lives", 3);

  private final Path folder;
  private final DatabaseUrl url;
  private long before;

  ShorteningTest(@TempDir Path folder) {
    this.folder = folder;
    this.url = DatabaseUrl.embedded(folder);
  }

  @BeforeEach
  void fill() throws IOException {
    try (Database database = Database.embedded(folder)) {
      for (int i = 0; i < CHANGES; i++) {
        UUID id = new UUID(0, i);
        database.durably(handle ->
            handle.execute(
                "insert into millpond_workspace (workspace_id, name) values (?, ?)", id, "w"));
      }
    }
    before = Files.size(url.file());
  }

  @Test
  void theFileIsShorterAndHoldsTheSame() throws Exception {
    Shortening.of(url);
    assertThat(Files.size(url.file())).isLessThan(before / 3);
    assertThat(rows()).isEqualTo(CHANGES);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(url.file());
    }
    Shortening.of(url);
    assertThat(rows()).isEqualTo(CHANGES);
  }

  @Test
  void oneThatIsOpenStaysAsItIs() throws Exception {
    try (Database open = Database.embedded(folder)) {
      assertThat(rows(open)).isEqualTo(CHANGES);
      Shortening.of(url);
      assertThat(Files.size(url.file())).isGreaterThanOrEqualTo(before);
      assertThat(rows(open)).isEqualTo(CHANGES);
    }
    assertThat(rows()).isEqualTo(CHANGES);
  }

  @Test
  void oneThatIsDamagedStaysAsItIs() throws Exception {
    byte[] bytes = Files.readAllBytes(url.file());
    Path file = url.file();
    Files.write(file, new byte[(int) Limits.LONG_DATABASE_BYTES + 1]);
    Shortening.ofLong(url);
    assertThat(file).hasSize(Limits.LONG_DATABASE_BYTES + 1);
    assertThat(url.copy().file()).doesNotExist();
    Files.write(file, bytes);
    assertThat(rows()).isEqualTo(CHANGES);
  }

  @Test
  void whatAKillLeftOfACopyDoesNotMatter() throws Exception {
    Files.writeString(url.copy().file(), "half a copy");
    Files.writeString(Path.of(url.copy().file() + ".tempFile"), "half of what is made of it");
    assertThat(rows()).isEqualTo(CHANGES);
    Shortening.of(url);
    assertThat(rows()).isEqualTo(CHANGES);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(url.file());
    }
  }

  @Test
  void theCopyOfAnotherProcessStays() throws Exception {
    try (FileChannel another = FileChannel.open(url.file(), StandardOpenOption.WRITE);
        FileLock lock = another.lock()) {
      assertThat(lock.isValid()).isTrue();
      Files.writeString(url.copy().file(), "being made");
      Shortening.of(url);
      assertThat(url.copy().file()).hasContent("being made");
    }
  }

  /** Killed at any moment of it, and again. */
  @Test
  @Timeout(300)
  void nothingIsLostWhereItIsKilled() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int life = 0; life < LIVES; life++) {
      try (OtherProcess process = new OtherProcess(ShorteningTest.class, folder)) {
        for (int i = random.nextInt(1, 8); i > 0; i--) {
          assertThat(process.bytes().read()).as("seed " + seed).isNotEqualTo(-1);
        }
        // Anywhere between two of them.
        for (int i = random.nextInt(1 << 24); i > 0; i--) {
          Thread.onSpinWait();
        }
        process.kill();
      }
      assertThat(rows()).as("seed " + seed).isEqualTo(CHANGES);
    }
    Shortening.of(url);
    assertThat(rows()).isEqualTo(CHANGES);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(url.file());
    }
  }

  /** Shortens it again and again, and tells each time. */
  static void main(String[] arguments) throws IOException {
    FileOutputStream steps = new FileOutputStream(FileDescriptor.out);
    while (true) {
      Shortening.of(DatabaseUrl.embedded(Path.of(arguments[0])));
      steps.write('.');
    }
  }

  private long rows() throws IOException {
    try (Database database = Database.embedded(folder)) {
      return rows(database);
    }
  }

  private static long rows(Database database) throws IOException {
    return database.read(handle ->
        handle.createQuery("select count(*) from millpond_workspace").mapTo(Long.class).one());
  }
}
