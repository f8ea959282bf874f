package io.millpond.catalog.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millpond.catalog.Change;
import io.millpond.catalog.Entries;
import io.millpond.catalog.Item;
import io.millpond.catalog.Outcome;
import io.millpond.catalog.RegistrationStore;
import io.millpond.catalog.RegistrationStore.Decision;
import io.millpond.catalog.Session;
import io.millpond.catalog.Workspace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Registrations outlive the process, however it ends. */
final class DatabaseRegistrationsTest {
  private static final UUID W = new UUID(1, 1);
  private static final UUID I = new UUID(2, 1);
  private static final UUID S = new UUID(3, 1);
  private static final Item ITEM = new Item(I, W, Item.Type.SPARK_JOB_DEFINITION, "Grüße ☃ '\"");

  @TempDir private Path folder;

  @Test
  void nothingIsMadeWhereNothingIsRegistered() throws IOException {
    Path data = folder.resolve("data");
    try (OpenRegistrations store = OpenRegistrations.embedded(data)) {
      store.openAhead();
      assertThat(store.entries()).isEqualTo(Entries.NONE);
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void whatIsRegisteredIsThereAfterARestart() throws IOException {
    Session session = new Session(S, ITEM, "hadoop", List.of("b", "a", "c"), Optional.empty());
    Entries expected =
        new Entries(
            List.of(new Workspace(W, "Analytics", Optional.of("t1"))),
            List.of(ITEM),
            List.of(session));
    try (OpenRegistrations store = OpenRegistrations.embedded(folder.resolve("a/b"))) {
      change(store, new Change.PutWorkspace(new Workspace(W, "first name")));
      change(store, new Change.PutWorkspace(new Workspace(W, "Analytics", Optional.of("t1"))));
      change(store, new Change.PutItem(ITEM));
      change(store, new Change.PutSession(session));
      assertThat(store.entries()).isEqualTo(expected);
    }
    try (OpenRegistrations store = OpenRegistrations.embedded(folder.resolve("a/b"))) {
      assertThat(store.entries()).isEqualTo(expected);
      change(store, new Change.DeleteWorkspace(W));
      assertThat(store.entries()).isEqualTo(Entries.NONE);
    }
    try (OpenRegistrations store = OpenRegistrations.embedded(folder.resolve("a/b"))) {
      assertThat(store.entries()).isEqualTo(Entries.NONE);
    }
  }

  @Test
  void aRuleThatRefusesChangesNothing() throws IOException {
    try (OpenRegistrations store = OpenRegistrations.embedded(folder)) {
      Outcome outcome = store.change(registered -> new Decision(Optional.empty(), Outcome.FULL));
      assertThat(outcome).isEqualTo(Outcome.FULL);
      assertThat(store.entries()).isEqualTo(Entries.NONE);
    }
  }

  @Test
  void manyMayRegisterAtTheSameTime() throws Exception {
    Set<UUID> ids = ConcurrentHashMap.newKeySet();
    try (OpenRegistrations store = OpenRegistrations.embedded(folder)) {
      try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int client = 0; client < 20; client++) {
          clients.execute(() -> registerSome(store, ids));
        }
      }
      assertThat(ids).hasSize(100);
      assertThat(workspaces(store)).isEqualTo(ids);
    }
    try (OpenRegistrations store = OpenRegistrations.embedded(folder)) {
      assertThat(workspaces(store)).isEqualTo(ids);
    }
  }

  private static void registerSome(RegistrationStore store, Set<UUID> ids) {
    try {
      for (int i = 0; i < 5; i++) {
        UUID id = UUID.randomUUID();
        change(store, new Change.PutWorkspace(new Workspace(id, "w")));
        ids.add(id);
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  @Timeout(240)
  void whatWasAnsweredSurvivesKill9() throws Exception {
    Set<UUID> answered = ConcurrentHashMap.newKeySet();
    for (int life = 0; life < 2; life++) {
      try (RegisteringProcess process = new RegisteringProcess(folder)) {
        for (int i = 0; i < 10 + life; i++) {
          answered.add(process.next().orElseThrow());
        }
        process.kill();
        for (Optional<UUID> more = process.next(); more.isPresent(); more = process.next()) {
          answered.add(more.get());
        }
      }
      try (OpenRegistrations store = OpenRegistrations.embedded(folder)) {
        assertThat(workspaces(store)).containsAll(answered);
      }
    }
  }

  @Test
  @Timeout(240)
  void aDatabaseThatAnotherProcessHasIsAClearError() throws Exception {
    try (RegisteringProcess process = new RegisteringProcess(folder)) {
      assertThat(process.next()).isPresent();
      try (OpenRegistrations store = OpenRegistrations.embedded(folder)) {
        assertThatThrownBy(store::entries)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("millpond.mv.db cannot be opened")
            .hasMessageContaining("another process");
        assertThatThrownBy(() -> change(store, new Change.DeleteWorkspace(W)))
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  @Timeout(240)
  void aDamagedDatabaseIsAnErrorOrWhatItHeldAndNeverAHang() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path good = folder.resolve("good");
    try (OpenRegistrations store = OpenRegistrations.embedded(good)) {
      for (int i = 0; i < 20; i++) {
        change(store, new Change.PutWorkspace(new Workspace(new UUID(9, i), "w" + i)));
      }
    }
    List<String> kinds = new ArrayList<>();
    for (int round = 0; round < 8; round++) {
      Path bad = Files.createDirectory(folder.resolve("bad" + round));
      Path file = bad.resolve("millpond.mv.db");
      Files.copy(good.resolve("millpond.mv.db"), file);
      damage(file, round, random);
      try (OpenRegistrations store = OpenRegistrations.embedded(bad)) {
        assertThat(store.entries().workspaces())
            .as("seed %d round %d", seed, round)
            .hasSizeLessThanOrEqualTo(20);
        kinds.add("read");
      } catch (IOException told) {
        assertThat(told).as("seed %d round %d", seed, round).hasMessageContaining("the database");
        kinds.add("refused");
      }
    }
    assertThat(kinds).as("seed %d", seed).contains("refused");
  }

  @Test
  void aFileThatWasCutShortIsNoNewDatabase() throws IOException {
    Path file = folder.resolve("millpond.mv.db");
    try (OpenRegistrations store = OpenRegistrations.embedded(folder)) {
      change(store, new Change.PutWorkspace(new Workspace(W, "w")));
    }
    for (int length : List.of(4096, 100, 0)) {
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        bytes.setLength(length);
      }
      try (OpenRegistrations store = OpenRegistrations.embedded(folder)) {
        assertThatThrownBy(store::entries)
            .as("cut to %d bytes", length)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("cannot be opened");
      }
    }
  }

  private static void damage(Path file, int round, Random random) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      if (round == 0) {
        bytes.write(new byte[(int) bytes.length()]);
      } else if (round == 1) {
        bytes.setLength(100);
      } else if (round < 4) {
        bytes.setLength(random.nextLong(1, bytes.length()));
      } else {
        for (int i = 0; i < 1 << round; i++) {
          bytes.seek(random.nextLong(bytes.length()));
          bytes.write(random.nextInt());
        }
      }
    }
  }

  @Test
  void aDirectoryThatCannotBeMadeIsAClearError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (OpenRegistrations store = OpenRegistrations.embedded(file.resolve("data"))) {
      assertThat(store.entries()).isEqualTo(Entries.NONE);
      assertThatThrownBy(() -> change(store, new Change.DeleteWorkspace(W)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatAnotherChangesInASharedDatabaseIsKnownSoonAfter() throws IOException {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    try (OpenRegistrations one = shared(url);
        OpenRegistrations other = shared(url)) {
      assertThat(one.entries()).isEqualTo(Entries.NONE);
      change(other, new Change.PutWorkspace(new Workspace(W, "w")));
      await().atMost(Duration.ofSeconds(60)).until(() -> workspaces(one).contains(W));
      change(one, new Change.PutItem(ITEM));
      await().atMost(Duration.ofSeconds(60)).until(() -> !other.entries().items().isEmpty());
    }
  }

  @Test
  @Timeout(240)
  void whatTwoServicesRegisterAtTheSameTimeIsAllThere() throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    try (TwoServices services = new TwoServices(() -> shared(url))) {
      services.addToTheSameSession();
    }
  }

  @Test
  @Timeout(240)
  void whatOneServiceDeletesIsNotAddedToByAnother() throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    try (TwoServices services = new TwoServices(() -> shared(url))) {
      services.deleteWhatIsAddedTo();
    }
  }

  @Test
  @Timeout(240)
  void aServerThatIsNotThereIsAnError() throws IOException {
    try (OpenRegistrations store =
        OpenRegistrations.at(
            "jdbc:postgresql://127.0.0.1:1/millpond?password=hidden",
            Optional.of("millpond"),
            Optional.of("hidden"))) {
      assertThatThrownBy(store::entries)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/millpond")
          .hasMessageNotContaining("hidden");
    }
  }

  private static OpenRegistrations shared(String url) {
    return OpenRegistrations.at(url, Optional.empty(), Optional.empty());
  }

  private static void change(RegistrationStore store, Change change) throws IOException {
    store.change(registered -> new Decision(Optional.of(change), Outcome.CREATED));
  }

  private static Set<UUID> workspaces(OpenRegistrations store) throws IOException {
    return store.entries().workspaces().stream().map(Workspace::id).collect(Collectors.toSet());
  }
}
