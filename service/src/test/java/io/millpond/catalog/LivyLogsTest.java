package io.millpond.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Livy log is what its path names now, whatever became of its directory. */
final class LivyLogsTest {
  @TempDir private Path folder;
  private SharedFiles files;
  private LivyLogs logs;
  private Path log;

  @BeforeEach
  void open() throws IOException {
    files = SharedFiles.start();
    logs = new LivyLogs(files);
    log = Files.createDirectory(folder.resolve("livy")).resolve("session.log");
  }

  @AfterEach
  void close() throws IOException {
    logs.close();
    files.close();
  }

  private Optional<StoredFile> file() throws IOException {
    Item item = Ids.item(Ids.W1, Ids.I1);
    return logs.of(new Session(Ids.S1, item, "hadoop", List.of(), Optional.of(log)));
  }

  private static String text(StoredFile file) throws IOException {
    try (Content content = file.open()) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(content.length()));
      ((Content.InFile) content).file().read(bytes, 0);
      return new String(bytes.array(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aDirectoryThatWasRemovedAndMadeAgainIsLookedIntoAnew() throws IOException {
    for (int life = 0; life < 3; life++) {
      String content = "life " + life;
      Files.writeString(log, content);
      StoredFile file = file().orElseThrow();
      assertThat(file.length()).isEqualTo(content.length());
      assertThat(text(file)).isEqualTo(content);
      Files.delete(log);
      assertThat(file()).isEmpty();
      Files.delete(log.getParent());
      assertThat(file()).isEmpty();
      Files.createDirectory(log.getParent());
      assertThat(file()).isEmpty();
    }
  }

  @Test
  void aFileThatWasFoundIsOpenedWhereItIsThen() throws IOException {
    Files.writeString(log, "before");
    StoredFile found = file().orElseThrow();
    Files.move(log.getParent(), folder.resolve("old"));
    Files.createDirectory(log.getParent());
    Files.writeString(log, "after");
    assertThat(file()).isPresent();
    assertThat(text(found)).isEqualTo("after");
  }

  @Test
  void aLinkToTheDirectoryMayLeadElsewhereLater() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(log, "one");
    Files.writeString(other.resolve("session.log"), "the other");
    Path link = Files.createSymbolicLink(folder.resolve("current"), log.getParent());
    log = link.resolve("session.log");
    assertThat(text(file().orElseThrow())).isEqualTo("one");
    Path next = Files.createSymbolicLink(folder.resolve("next"), other);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    assertThat(text(file().orElseThrow())).isEqualTo("the other");
  }
}
