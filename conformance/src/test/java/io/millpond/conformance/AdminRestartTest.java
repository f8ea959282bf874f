package io.millpond.conformance;

import static io.millpond.conformance.AdminClient.WORKSPACES;
import static io.millpond.conformance.AdminClient.workspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was answered is there after the process was killed; a bad database is told. */
class AdminRestartTest {
  private final List<MillpondProcess> started = new ArrayList<>();
  private Path directory;
  private Path config;

  @BeforeEach
  void prepare() throws IOException {
    MillpondServer.assumeProduct();
    directory = Scratch.create();
    config = Files.writeString(directory.resolve("millpond.yaml"), AdminTest.prepare(directory));
  }

  @AfterEach
  void clean() {
    started.forEach(MillpondProcess::kill);
    Scratch.delete(directory);
  }

  private MillpondProcess start() {
    MillpondProcess process = MillpondProcess.serve(directory, Map.of(), config);
    started.add(process);
    return process;
  }

  @Test
  void registrationsSurviveAKill() {
    List<String> ids = new ArrayList<>();
    for (int life = 0; life < 2; life++) {
      MillpondProcess process = start();
      AdminClient admin = new AdminClient(process.awaitReady());
      for (String id : ids) {
        assertThat(admin.get(workspace(id)).status()).isEqualTo(200);
      }
      for (int n = 0; n < 5; n++) {
        String id = UUID.randomUUID().toString();
        assertThat(admin.put(workspace(id), "{}").status()).isEqualTo(201);
        ids.add(id);
      }
      process.kill();
    }
    MillpondProcess process = start();
    String all = new AdminClient(process.awaitReady()).get(WORKSPACES).text();
    assertThat(ids).allSatisfy(id -> assertThat(all).contains(id));
    process.stopAndCheck();
  }

  @Test
  void whatSeveralWritersWereToldSurvivesAKill() throws InterruptedException {
    MillpondProcess process = start();
    AdminClient admin = new AdminClient(process.awaitReady());
    Queue<String> answered = new ConcurrentLinkedQueue<>();
    CountDownLatch enough = new CountDownLatch(600);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      writers.add(Thread.startVirtualThread(() -> write(admin, answered, enough)));
    }
    assertThat(enough.await(Limits.LAB_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    process.kill();
    for (Thread writer : writers) {
      writer.join();
    }
    MillpondProcess again = start();
    String all = new AdminClient(again.awaitReady()).get(WORKSPACES).text();
    assertThat(answered).allSatisfy(id -> assertThat(all).contains(id));
    again.stopAndCheck();
  }

  /** Until the server is gone. */
  private static void write(AdminClient admin, Queue<String> answered, CountDownLatch enough) {
    try {
      while (true) {
        String id = UUID.randomUUID().toString();
        if (admin.put(workspace(id), "{}").status() == 201) {
          answered.add(id);
          enough.countDown();
        }
      }
    } catch (RuntimeException killed) {
      // As it was meant to be.
    }
  }

  @Test
  void withoutARegistrationThereIsNoDatabase() {
    MillpondProcess process = start();
    AdminClient admin = new AdminClient(process.awaitReady());
    assertThat(admin.get(WORKSPACES).text()).contains(AdminTest.CONFIGURED_W);
    assertThat(directory.resolve("data")).doesNotExist();
    process.stopAndCheck();
  }

  private static void awaitSaid(MillpondProcess process, String words) {
    await().untilAsserted(() -> assertThat(process.stderrTail()).contains(words));
  }

  @Test
  void aDamagedDatabaseIsToldAndLeftAlone() throws IOException {
    Path file = Files.createDirectories(directory.resolve("data")).resolve("millpond.mv.db");
    Files.write(file, new byte[40_000]);
    MillpondProcess process = start();
    AdminClient admin = new AdminClient(process.awaitReady());
    RawResponse refused = admin.put(workspace(UUID.randomUUID().toString()), "{}");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text())
        .contains("\"code\":\"Unavailable\"")
        .doesNotContain(directory.toString());
    awaitSaid(process, "millpond.mv.db cannot be opened");
    assertThat(Files.readAllBytes(file)).hasSize(40_000).containsOnly(0);
    process.stopAndCheck();
  }

  @Test
  void aDatabaseThatAnotherHasIsTold() {
    MillpondProcess first = start();
    assertThat(
            new AdminClient(first.awaitReady())
                .put(workspace(UUID.randomUUID().toString()), "{}")
                .status())
        .isEqualTo(201);
    MillpondProcess second = start();
    AdminClient admin = new AdminClient(second.awaitReady());
    assertThat(admin.get(WORKSPACES).status()).isEqualTo(503);
    awaitSaid(second, "another process");
    second.stopAndCheck();
    first.stopAndCheck();
  }
}
