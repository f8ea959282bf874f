package io.millpond.clusters.yarn;

import static io.millpond.clusters.yarn.Aggregates.APPLICATION;
import static io.millpond.clusters.yarn.Aggregates.CONTAINER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.Container.Role;
import io.millpond.clusters.DirectorySearch;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that nothing but directories tells of. */
class YarnSearchTest {
  private static final String SECOND = "application_1700000000000_10042";
  private static final Instant NOW = FakeHistory.WRITTEN.plusSeconds(3600);

  @TempDir Path temp;
  private final FakeHistory history = new FakeHistory();
  private final SharedFiles files = SharedFiles.start();
  private YarnCluster cluster;

  @BeforeEach
  void open() throws IOException {
    cluster =
        YarnCluster.open(
            "yarn",
            history,
            new YarnCluster.Directories(
                List.of(directory("disk-1"), directory("disk-2")),
                List.of(directory("remote")),
                List.of(directory("drivers")),
                Optional.empty()),
            files,
            InstantSource.fixed(NOW));
  }

  @AfterEach
  void close() throws IOException {
    cluster.close();
    files.close();
  }

  private Path directory(String path) throws IOException {
    return Files.createDirectories(temp.resolve(path));
  }

  private DirectorySearch search(Instant since) throws IOException {
    DirectorySearch search = new DirectorySearch(_ -> true, since, () -> false);
    cluster.search(search);
    return search;
  }

  private List<String> found() throws IOException {
    DirectorySearch search = search(Instant.EPOCH);
    assertThat(search.failure()).isEmpty();
    return search.ids();
  }

  @Test
  void directoriesOfTheNodeTellOfThem() throws IOException {
    directory("disk-1/" + APPLICATION + "/" + CONTAINER);
    directory("disk-2/" + APPLICATION + "/" + CONTAINER);
    directory("disk-2/" + SECOND);
    directory("disk-2/app-20261120040251-0000");
    directory("disk-2/application_1_00x");
    assertThat(found()).containsExactly(SECOND, APPLICATION);
    assertThat(cluster.applications()).as("lists stay as they are").isEmpty();
  }

  @Test
  void aggregatedLogsTellOfThemInEveryLayout() throws IOException {
    directory("remote/ann/logs/" + APPLICATION);
    directory("remote/ann/bucket-logs-tfile/0042/" + SECOND);
    directory("remote/bob/bucket-logs/0007/application_1700000000000_0007");
    directory("remote/bob/bucket-logs/stray/application_1700000000000_0008");
    directory("remote/lost+found");
    Files.writeString(temp.resolve("remote/notes"), "x");
    Files.writeString(temp.resolve("remote/bob/notes"), "x");
    assertThat(found()).containsExactly(SECOND, APPLICATION, "application_1700000000000_0007");
  }

  @Test
  void whatWasAggregatedBeforeTheWindowIsLeftOut() throws IOException {
    Path old = directory("remote/ann/logs/" + APPLICATION);
    directory("remote/ann/logs/" + SECOND);
    Instant since = Instant.now().minusSeconds(3600);
    Files.setLastModifiedTime(old, FileTime.from(since.minusSeconds(1)));
    assertThat(search(since).ids()).containsExactly(SECOND);
    Files.setLastModifiedTime(old, FileTime.from(since.plusSeconds(1)));
    assertThat(search(since).ids()).containsExactly(SECOND, APPLICATION);
    // A directory is not changed by who writes to what is in it.
    Path here = directory("disk-1/application_1700000000000_0007");
    Files.setLastModifiedTime(here, FileTime.from(Instant.EPOCH));
    assertThat(search(since).ids()).hasSize(3);
  }

  @Test
  void aUserWhoseLogsMayNotBeListedIsTold() throws IOException {
    directory("remote/ann/logs/" + APPLICATION);
    Path closed = directory("remote/bob");
    try (Closed denied = Closed.of(closed)) {
      DirectorySearch search = search(Instant.EPOCH);
      assertThat(search.ids()).containsExactly(APPLICATION);
      assertThat(search.unread()).isEqualTo(1);
      assertThat(search.failure()).containsInstanceOf(AccessDeniedException.class);
      assertThat(denied.path()).exists();
    }
  }

  @Test
  void oneThatMayNotBeListedIsNotTakenForNothing() throws IOException {
    Path closed = directory("disk-1/" + APPLICATION);
    cluster.requireReadable(APPLICATION);
    try (Closed denied = Closed.of(closed)) {
      assertThat(cluster.application(APPLICATION)).isEmpty();
      assertThatThrownBy(() -> cluster.requireReadable(APPLICATION))
          .isInstanceOf(AccessDeniedException.class);
      history.add(APPLICATION, FakeHistory.running(1, Optional.empty()));
      cluster.requireReadable(APPLICATION);
      assertThat(denied.path()).exists();
    }
  }

  @Test
  void oneWhoseAggregatedFileIsDamagedIsNotTakenForNothing() throws IOException {
    Files.writeString(
        directory("remote/ann/logs/" + APPLICATION).resolve("localhost_45454"), "no such format");
    assertThat(cluster.application(APPLICATION)).isEmpty();
    assertThatThrownBy(() -> cluster.requireReadable(APPLICATION)).isInstanceOf(IOException.class);
  }

  @Test
  void theConsoleOfAClientIsItsDriversWithoutAnEventLog() throws IOException {
    Files.writeString(directory("drivers/" + SECOND).resolve("stderr"), "x");
    directory("disk-1/" + APPLICATION + "/" + CONTAINER);
    directory("drivers/" + APPLICATION);
    assertThat(found()).containsExactly(SECOND, APPLICATION);
    Application alone = cluster.application(SECOND).orElseThrow();
    Container driver = alone.lastAttempt().driver().orElseThrow();
    assertThat(driver).isEqualTo(new Container("driver", "", Role.DRIVER));
    assertThat(cluster.files(alone, driver)).extracting(StoredFile::name).containsExactly("stderr");
    assertThat(cluster.application(APPLICATION).orElseThrow().attempts())
        .flatExtracting(Attempt::containers)
        .extracting(Container::role)
        .containsExactly(Role.OTHER, Role.DRIVER);
  }

  @Test
  void aConsoleIsNobodysWhereTheDriverRanInAContainer() throws IOException {
    history.add(
        APPLICATION,
        FakeHistory.ended(1, OptionalInt.of(0), Optional.of(FakeHistory.in("driver", CONTAINER))));
    directory("drivers/" + APPLICATION);
    assertThat(cluster.application(APPLICATION).orElseThrow().lastAttempt().containers())
        .extracting(Container::id)
        .containsExactly(CONTAINER);
  }

  @Test
  void aSearchThatIsCancelledStops() throws IOException {
    directory("disk-1/" + APPLICATION);
    DirectorySearch search = new DirectorySearch(_ -> true, Instant.EPOCH, () -> true);
    assertThatThrownBy(() -> cluster.search(search)).isInstanceOf(InterruptedIOException.class);
    assertThat(search.ids()).isEmpty();
  }

  /** A directory that this process may not read, and that can be cleaned up after. */
  private record Closed(Path path) implements AutoCloseable {
    static Closed of(Path path) throws IOException {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("--x--x--x"));
      assumeFalse(Files.isReadable(path), "root may read anything");
      return new Closed(path);
    }

    @Override
    public void close() throws IOException {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
