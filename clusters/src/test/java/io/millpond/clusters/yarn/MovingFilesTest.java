package io.millpond.clusters.yarn;

import static io.millpond.clusters.yarn.Aggregates.APPLICATION;
import static io.millpond.clusters.yarn.Aggregates.CONTAINER;
import static io.millpond.clusters.yarn.Aggregates.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.clusters.Application;
import io.millpond.clusters.Container;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that a NodeManager moves from its directories into an aggregated file. */
@Timeout(240)
class MovingFilesTest {
  private static final Container WHERE =
      new Container(CONTAINER, "localhost:45454", Container.Role.DRIVER);

  @TempDir Path temp;
  private Path first;
  private Path second;
  private Path remote;
  private SharedFiles files;
  private YarnCluster cluster;

  @BeforeEach
  void open() throws IOException {
    first = Files.createDirectories(temp.resolve("disk1/" + APPLICATION + "/" + CONTAINER));
    second = Files.createDirectories(temp.resolve("disk2/" + APPLICATION + "/" + CONTAINER));
    remote = Files.createDirectories(temp.resolve("remote/bob/bucket-logs/0042/" + APPLICATION));
    files = SharedFiles.start();
    cluster =
        YarnCluster.open(
            "yarn",
            new FakeHistory(),
            new YarnCluster.Directories(
                List.of(temp.resolve("disk1"), temp.resolve("disk2")),
                List.of(temp.resolve("remote")),
                List.of(),
                Optional.of("localhost:45454")),
            files,
            InstantSource.system());
  }

  @AfterEach
  void close() throws IOException {
    cluster.close();
    files.close();
  }

  private Application application() throws IOException {
    return cluster.application(APPLICATION).orElseThrow();
  }

  private void aggregate(String text) throws IOException {
    begin(text);
    end();
  }

  private void begin(String text) throws IOException {
    TFileWriter writer = new TFileWriter("gz", 1 << 20).add("stderr", bytes(text));
    Files.write(remote.resolve("localhost_45454.tmp"), writer.endRecord(CONTAINER).bytes());
  }

  private void end() throws IOException {
    Files.move(
        remote.resolve("localhost_45454.tmp"),
        remote.resolve("localhost_45454"),
        StandardCopyOption.ATOMIC_MOVE);
  }

  private static String text(StoredFile file) throws IOException {
    return new String(Bytes.from(file.open(), 0), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void filesOfAContainerAreGatheredFromAllDisksAndTheAggregate() throws IOException {
    Files.writeString(first.resolve("stderr"), "here");
    Files.writeString(second.resolve("stdout"), "there");
    Files.writeString(second.resolve("launch_container.sh"), "secret");
    TFileWriter writer = new TFileWriter("none", 1 << 20).add("stderr", bytes("older"));
    writer.add("stderr-1", bytes("rolled")).endRecord(CONTAINER);
    Files.write(remote.resolve("localhost_45454"), writer.bytes());
    Application application = application();
    List<StoredFile> found = cluster.files(application, WHERE);
    assertThat(found).extracting(StoredFile::name).containsExactly("stderr", "stderr-1", "stdout");
    assertThat(text(found.get(0))).isEqualTo("here");
    assertThat(text(found.get(1))).isEqualTo("rolled");
    assertThat(text(found.get(2))).isEqualTo("there");
    assertThat(cluster.file(application, WHERE, "launch_container.sh")).isEmpty();
    assertThat(cluster.file(application, WHERE, "../" + CONTAINER + "/stdout")).isEmpty();
  }

  @Test
  void aFileThatWasMovedSinceItWasListedIsOpenedWhereItIsNow() throws IOException {
    Files.writeString(first.resolve("stderr"), "text");
    StoredFile seen = cluster.file(application(), WHERE, "stderr").orElseThrow();
    aggregate("text, and its end");
    Files.delete(first.resolve("stderr"));
    assertThat(text(seen)).isEqualTo("text, and its end");
    Files.delete(remote.resolve("localhost_45454"));
    assertThatThrownBy(seen::open).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void whileAFileIsNowhereTheAnswerWaits() throws Exception {
    Files.writeString(first.resolve("stderr"), "text");
    Application application = application();
    begin("text");
    for (Path gone : List.of(first.resolve("stderr"), first, second)) {
      Files.delete(gone);
    }
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> answer =
          executor.submit(() -> text(cluster.file(application, WHERE, "stderr").orElseThrow()));
      end();
      assertThat(answer.get()).isEqualTo("text");
    }
  }

  @Test
  void aReaderNeverMissesAFileThatIsMoved() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    for (int round = 0; round < 20; round++) {
      Files.createDirectories(first);
      Files.writeString(first.resolve("stderr"), "text");
      Files.deleteIfExists(remote.resolve("localhost_45454"));
      Application application = application();
      try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> readers =
            List.of(
                executor.submit(() -> read(application, reads)),
                executor.submit(() -> read(application, reads)));
        begin("text");
        Files.delete(first.resolve("stderr"));
        Files.delete(first);
        Files.deleteIfExists(second);
        end();
        for (Future<?> reader : readers) {
          reader.get();
        }
      }
    }
    assertThat(reads.get()).isEqualTo(20 * 2 * 20);
  }

  private boolean read(Application application, AtomicInteger reads) throws IOException {
    for (int i = 0; i < 20; i++) {
      List<StoredFile> listed = cluster.files(application, WHERE);
      assertThat(listed).extracting(StoredFile::name).containsExactly("stderr");
      assertThat(text(listed.getFirst())).isEqualTo("text");
      assertThat(text(cluster.file(application, WHERE, "stderr").orElseThrow())).isEqualTo("text");
      reads.incrementAndGet();
    }
    return true;
  }

  @Test
  void aDamagedAggregateTakesNothingFromWhatIsHere() throws IOException {
    Files.writeString(first.resolve("stderr"), "text");
    Files.writeString(remote.resolve("localhost_45454"), "damaged");
    Application application = application();
    assertThat(cluster.files(application, WHERE)).hasSize(1);
    assertThat(cluster.file(application, WHERE, "stderr")).isPresent();
    assertThatThrownBy(() -> cluster.file(application, WHERE, "stdout"))
        .isInstanceOf(DamagedFileException.class);
  }

  @Test
  void linksLeadNowhere() throws IOException {
    Path other = Files.createDirectories(temp.resolve("disk1/application_1700000000000_0001/c"));
    Files.writeString(other.resolve("stderr"), "of somebody else");
    Files.createSymbolicLink(first.resolve("stderr"), other.resolve("stderr"));
    Files.createSymbolicLink(
        first.resolve("stdout"), Path.of("../../application_1700000000000_0001/c/stderr"));
    assertThat(cluster.files(application(), WHERE)).isEmpty();
    assertThat(cluster.file(application(), WHERE, "stdout")).isEmpty();
  }
}
