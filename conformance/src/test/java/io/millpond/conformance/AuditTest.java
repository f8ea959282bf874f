package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millpond.audit.Verdict;
import io.millpond.audit.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit trail of the real process: what is in it, after a kill too, and what ends with it. */
class AuditTest {
  private static final String FILE = GeneratedAgent.SANDBOX + "/five";
  private static final Pattern PATH = Pattern.compile("  (/[^:]+):");
  private static final Pattern METHOD = Pattern.compile("    (get|post|put|delete):");
  private static final List<String> ID_HEADERS =
      List.of("X-Request-Id", "requestId", "opc-request-id");

  private final List<MillpondProcess> started = new ArrayList<>();
  private Path directory;
  private Path config;
  private Path trail;

  @BeforeEach
  void prepare() throws IOException {
    MillpondServer.assumeProduct();
    directory = Scratch.create();
    trail = directory.resolve("audit.jsonl");
    config =
        Files.writeString(
            directory.resolve("millpond.yaml"),
            GeneratedAgent.prepare(directory)
                .replace(
                    "auth: {required: false}",
                    "auth: {required: false, audit: audit.jsonl, auditRequired: true}\n"
                        + "limits: {maxAuditFileSize: 64KiB}"));
  }

  @AfterEach
  void clean() {
    started.forEach(MillpondProcess::kill);
    Scratch.delete(directory);
  }

  private MillpondProcess start(String... arguments) {
    MillpondProcess process =
        arguments.length == 0
            ? MillpondProcess.serve(directory, Map.of(), config)
            : MillpondProcess.start(
                directory, Map.of(), MillpondProcess.MAIN_CLASS, List.of(arguments));
    started.add(process);
    return process;
  }

  /** One request on a connection of its own. */
  private static RawResponse send(MillpondProcess process, String method, String target)
      throws IOException {
    try (RawConnection connection = RawConnection.open(process.awaitReady())) {
      connection.send(RawConnection.request(method, target, List.of("Content-Length: 0")));
      return connection.receive(method);
    }
  }

  private String text() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.newDirectoryStream(directory, "audit.jsonl*")) {
      for (Path file : files) {
        if (Files.isRegularFile(file)) {
          all.append(Files.readString(file));
        }
      }
    }
    return all.toString();
  }

  private Verdict.Whole whole() throws IOException {
    return (Verdict.Whole) Verification.of(trail, Optional.empty(), Optional.empty());
  }

  /** So a route that is added later and does not ask who is calling is found. */
  @Test
  void everyRouteOfEveryDocumentIsOnRecord() throws IOException {
    MillpondProcess process = start();
    List<String> ids = new ArrayList<>();
    List<String> names =
        send(process, "GET", "/openapi")
            .text()
            .lines()
            .filter(n -> !n.endsWith("millpond.yaml"))
            .toList();
    assertThat(names).hasSizeGreaterThan(3);
    for (String name : names) {
      String path = "";
      for (String line : send(process, "GET", name).text().lines().toList()) {
        var isPath = PATH.matcher(line);
        var isMethod = METHOD.matcher(line);
        if (isPath.matches()) {
          path = filled(isPath.group(1));
        } else if (isMethod.matches() && !path.isEmpty()) {
          RawResponse answer = send(process, isMethod.group(1).toUpperCase(Locale.ROOT), path);
          ids.add(
              ID_HEADERS.stream()
                  .map(answer::headerOrEmpty)
                  .filter(id -> !id.isEmpty())
                  .findFirst()
                  .orElseThrow());
        }
      }
    }
    assertThat(ids).hasSizeGreaterThan(60).doesNotHaveDuplicates();
    await()
        .ignoreExceptionsInstanceOf(IOException.class) // a file is put aside while it is read
        .untilAsserted(() -> {
          String text = text();
          assertThat(ids).allSatisfy(id -> assertThat(text).contains(id));
        });
    process.stopAndCheck();
    assertThat(whole().remarks()).isEmpty();
  }

  private static String filled(String template) {
    return template
        .replace("{workspaceId}", AdminTest.CONFIGURED_W)
        .replace("{itemId}", AdminTest.CONFIGURED_I)
        .replace("{livyId}", AdminTest.CONFIGURED_S)
        .replace("{sessionId}", AdminTest.CONFIGURED_S)
        .replace("{kind}", "notebooks")
        .replace("{agent}", GeneratedAgent.AGENT)
        .replace("{secret}", "s".repeat(43))
        .replaceAll("\\{[^}]+}", "x");
  }

  @Test
  void whatWasReadIsThereAfterAKill() throws Exception {
    long lines = 0;
    for (int life = 0; life < 3; life++) {
      MillpondProcess process = start();
      Follower follower = Follower.open(process.awaitReady(), FILE);
      CountDownLatch enough = new CountDownLatch(400);
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(Thread.startVirtualThread(() -> read(process, enough)));
      }
      assertThat(enough.await(Limits.LAB_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      process.kill();
      for (Thread reader : readers) {
        reader.join();
      }
      follower.close();
      assertThat(whole().lines()).isGreaterThan(lines);
      lines = whole().lines();
    }
    MillpondProcess process = start();
    assertThat(send(process, "GET", FILE).status()).isEqualTo(200);
    process.stopAndCheck();
    assertThat(whole().firstSeq()).isEqualTo(1);
    assertThat(whole().lines()).isEqualTo(whole().lastSeq());
    assertThat(text().lines().filter(line -> line.contains("\"outcome\":\"following\"")))
        .hasSize(3);
    String hash = whole().lastHash();
    MillpondProcess verify = start("audit", "verify", "--config", config.toString());
    assertThat(verify.awaitExit(Limits.READY_TIMEOUT)).isZero();
    assertThat(verify.stdout())
        .containsExactly(
            "audit trail whole: %1$d lines, seq 1..%1$d, last hash %2$s"
                .formatted(whole().lines(), hash));
  }

  /** Until the server is gone. */
  private static void read(MillpondProcess process, CountDownLatch enough) {
    try {
      while (true) {
        if (send(process, "GET", FILE + "?cursor=END&skip=-1").status() == 200) {
          enough.countDown();
        }
      }
    } catch (IOException | RuntimeException killed) {
      // As it was meant to be.
    }
  }

  @Test
  void whereTheTrailCannotGoOnNothingIsRead() throws IOException {
    Path obstacle = Files.createDirectory(directory.resolve("audit.jsonl.1"));
    MillpondProcess process = start();
    Follower follower = Follower.open(process.awaitReady(), FILE);
    int answered = 0;
    RawResponse answer = send(process, "GET", FILE);
    while (answer.status() == 200 && answered < 2000) {
      answered++;
      answer = send(process, "GET", FILE);
    }
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).contains("1");
    follower.awaitThat(
        Limits.FOLLOW_TIMEOUT, f -> f.state() == Follower.State.BROKEN_OFF, "end of the stream");
    assertThat(send(process, "GET", "/healthz").status()).isEqualTo(200);
    assertThat(send(process, "GET", "/metrics").text()).contains("millpond_audit_refusing 1.0");
    Files.delete(obstacle);
    await().until(() -> send(process, "GET", FILE).status() == 200);
    process.stopAndCheck();
    assertThat(text()).contains("\"event\":\"resumed\"");
    assertThat(whole().lines()).isEqualTo(whole().lastSeq());
  }
}
