package io.millpond.exports.standing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.exports.Accepted;
import io.millpond.exports.ExportFile;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.ExportRequest.Form;
import io.millpond.exports.Link;
import io.millpond.exports.LinkAnswer;
import io.millpond.exports.Operation;
import io.millpond.exports.PublishedFiles;
import io.millpond.exports.search.LifecycleEvent;
import io.millpond.exports.search.Origin;
import io.millpond.exports.search.TestingEvents;
import io.millpond.exports.search.TestingLogs;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is accepted is made, and what its link gives. */
@Timeout(240)
final class StandingExportsTest {
  @TempDir private Path folder;
  @TempDir private Path logFolder;
  private TestingLogs logs;
  private TestingSources sources;
  private final TestingClock clock = new TestingClock();
  private Service service;

  @BeforeEach
  void start() throws IOException {
    logs = new TestingLogs(logFolder);
    logs.add(
        "spark-driver",
        "stderr",
        "a",
        "26/11/20 04:00:01 INFO A: one\n26/11/20 04:00:02 WARN A: two\n");
    sources = new TestingSources(logs.files());
    service = new Service(folder.resolve("data"), sources, clock);
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
    logs.close();
  }

  @Test
  void theFileHoldsWhatWasFoundBetweenTwoComments() throws Exception {
    Accepted accepted = service.accept(Requests.ALL);
    ExportFile file = service.file(accepted);
    byte[] bytes = Files.readAllBytes(file.file());
    assertThat(new String(bytes, UTF_8))
        .isEqualTo(
            """
            # Logs of cluster "etl" ("ETL") in workspace "ws1" of "ocid1.aidataplatform.x", from 2026-11-20T00:00:00Z to 2026-11-20T23:59:59Z, logContentTypeContains "driver"
            2026-11-20T04:00:01.000Z INFO spark-driver stderr [-] A: one
            2026-11-20T04:00:02.000Z WARN spark-driver stderr [-] A: two
            # End: 1 files, 60 bytes, 2 records read, 2 matched, 0 files skipped
            """);
    assertThat(file.object()).isEqualTo("etl_driver_20261120T000000Z_20261120T235959Z.log");
    assertThat(file.object()).isEqualTo(accepted.link().object());
    assertThat(file.mediaType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(file.length()).isEqualTo(bytes.length);
    assertThat(Base64.getDecoder().decode(file.md5()))
        .isEqualTo(MessageDigest.getInstance("MD5").digest(bytes));
    assertThat(file.expires()).isEqualTo(Instant.parse("2026-11-20T14:00:00.123Z"));
    assertThat(service.files()).containsExactly(accepted.operationKey() + ".export");
    Operation operation = service.operation(accepted);
    assertThat(operation.status()).isEqualTo(Operation.Status.SUCCEEDED);
    assertThat(operation.createdBy()).isEqualTo("oci:alice");
    assertThat(operation.request()).isEqualTo(Requests.ALL);
    assertThat(operation.receipt())
        .contains(
            "{\"files\":1,\"bytes\":60,\"recordsRead\":2,\"recordsMatched\":2,\"filesSkipped\":0,"
                + "\"filesFailed\":0,\"complete\":true,\"outcomes\":[{\"file\":\"app-1/c-spark-driver/a\","
                + "\"state\":\"read\",\"bytes\":60,\"recordsRead\":2,\"recordsMatched\":2}],"
                + "\"outcomesLeftOut\":0}");
  }

  @Test
  void filtersOfTheRequestDecide() throws Exception {
    ExportRequest request = Requests.of("driver", Optional.of("warn"), "c", Form.TEXT);
    assertThat(text(request))
        .contains(", logLevel \"warn\"\n")
        .contains("A: two\n")
        .doesNotContain("A: one");
  }

  @Test
  void compressedItIsTheSame() throws Exception {
    String plain = text(Requests.ALL);
    ExportFile file =
        service.file(service.accept(Requests.of("driver", Optional.empty(), "c", Form.GZIP)));
    assertThat(file.mediaType()).isEqualTo("application/gzip");
    assertThat(file.object()).endsWith(".log.gz");
    try (GZIPInputStream gzip = new GZIPInputStream(Files.newInputStream(file.file()))) {
      assertThat(new String(gzip.readAllBytes(), UTF_8)).isEqualTo(plain);
    }
  }

  @Test
  void jsonLinesAreObjectsAndNeverNone() throws Exception {
    assertThat(
            text(Requests.of("driver", Optional.of("WARN"), "c", Form.JSON_LINES)).lines().skip(1))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("{\"time\":\"2026-11-20T04:00:02.000Z\"");
    assertThat(text(Requests.of("driver", Optional.of("FATAL"), "c", Form.JSON_LINES)))
        .isEqualTo(
            """
            {"type":"export","platform":"ocid1.aidataplatform.x","workspace":"ws1","cluster":"etl","clusterName":"ETL","timeBegin":"2026-11-20T00:00:00Z","timeEnd":"2026-11-20T23:59:59Z","logContentTypeContains":"driver","logLevel":"FATAL"}
            {"type":"receipt","files":1,"bytes":60,"recordsRead":2,"recordsMatched":0,"filesSkipped":0,"filesFailed":0,"complete":true,"filesNotTold":0}
            """);
  }

  @Test
  void aKindThatNothingHasIsSaidInTheFile() throws Exception {
    logs.files().clear();
    assertThat(text(Requests.of("STDERR\n2026", Optional.empty(), "c", Form.TEXT)))
        .isEqualTo(
            """
            # Logs of cluster "etl" ("ETL") in workspace "ws1" of "ocid1.aidataplatform.x", from 2026-11-20T00:00:00Z to 2026-11-20T23:59:59Z, logContentTypeContains "STDERR\\u{a}2026"
            # End: 0 files, 0 bytes, 0 records read, 0 matched, 0 files skipped. No kind of log has "STDERR\\u{a}2026" in its name: there are driver, executor and events
            """);
  }

  @Test
  void eventsStandAmongTheRecords() throws Exception {
    long millis = Instant.parse("2026-11-20T04:00:01.500Z").toEpochMilli();
    Origin origin = new Origin("events", "cluster", "", "", "");
    sources.events.add(
        new TestingEvents(
            origin,
            List.of(
                new LifecycleEvent(millis, "CREATING", "etl", "begins"),
                new LifecycleEvent(0, "DELETED", "etl", "long ago"))));
    assertThat(text(Requests.ALL).lines().skip(1).limit(3))
        .containsExactly(
            "2026-11-20T04:00:01.000Z INFO spark-driver stderr [-] A: one",
            "2026-11-20T04:00:01.500Z - etl - [-] CREATING: begins",
            "2026-11-20T04:00:02.000Z WARN spark-driver stderr [-] A: two");
  }

  @Test
  void whatCouldNotBeReadIsToldInTheFileAndTheReceipt() throws Exception {
    Files.delete(logFolder.resolve("a"));
    Accepted accepted = service.accept(Requests.ALL);
    assertThat(Files.readString(service.file(accepted).file()))
        .contains("\n# failed \"app-1/c-spark-driver/a\": gone\n# End: ")
        .endsWith("INCOMPLETE, 1 files could not be read to their end\n");
    assertThat(text(Requests.of("driver", Optional.empty(), "c", Form.JSON_LINES)).lines().skip(1))
        .containsExactly(
            "{\"type\":\"file\",\"file\":\"app-1/c-spark-driver/a\",\"state\":\"failed\","
                + "\"reason\":\"gone\",\"bytes\":0,\"recordsRead\":0,\"recordsMatched\":0}",
            "{\"type\":\"receipt\",\"files\":1,\"bytes\":0,\"recordsRead\":0,\"recordsMatched\":0,"
                + "\"filesSkipped\":0,\"filesFailed\":1,\"complete\":false,\"filesNotTold\":0}");
    assertThat(service.operation(accepted).receipt().orElseThrow())
        .contains("\"complete\":false", "\"state\":\"failed\",\"reason\":\"gone\"");
  }

  @Test
  void whichFilesWereSkippedIsToldInTheFileHoweverManyThereAre() throws Exception {
    logs.files().clear();
    Instant before = Instant.parse("2026-11-01T00:00:00Z");
    for (int i = 0; i < 300; i++) {
      logs.add("spark-executor-" + i, "stderr", "old-" + i, new byte[] {'x'}, before);
    }
    Accepted accepted = service.accept(Requests.ALL);
    assertThat(Files.readString(service.file(accepted).file()).lines())
        .hasSize(302)
        .contains("# skipped \"app-1/c-spark-executor-299/old-299\": outside the window")
        .last()
        .asString()
        .endsWith("300 files skipped");
    String receipt = service.operation(accepted).receipt().orElseThrow();
    long told = Pattern.compile("\"state\":\"skipped\"").matcher(receipt).results().count();
    assertThat(told).isBetween(10L, 299L);
    assertThat(receipt)
        .contains("{\"files\":300,", "\"filesSkipped\":300", "\"outcomesLeftOut\":" + (300 - told));
  }

  @Test
  void whereItCannotBeWrittenItFailsAndNothingIsLeft() throws Exception {
    sources.before =
        () -> {
          try {
            Files.delete(folder.resolve("data/exports"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    Operation operation = service.ended(service.accept(Requests.ALL));
    assertThat(operation.status()).isEqualTo(Operation.Status.FAILED);
    assertThat(operation.errorCode()).contains("InternalServerError");
    assertThat(operation.errorMessage().orElseThrow()).contains("could not be written");
    Files.createDirectory(folder.resolve("data/exports"));
    sources.before = () -> {};
    assertThat(text(Requests.ALL)).contains("A: one");
    assertThat(service.files()).hasSize(1);
  }

  @Test
  void aFolderThatWasRemovedIsMadeAgainAndWhatIsInItCanBeRead() throws Exception {
    Path exports = folder.resolve("data/exports");
    try (SharedFiles shared = SharedFiles.start();
        PublishedFiles published = new PublishedFiles(exports, shared)) {
      ExportFile first = service.file(service.accept(Requests.ALL));
      published.open(first).close();
      Files.delete(first.file());
      Files.delete(exports);
      assertThatThrownBy(() -> published.open(first)).isInstanceOf(NoSuchFileException.class);
      ExportFile second = service.file(service.accept(Requests.ALL));
      try (SharedFiles.Lease file = published.open(second)) {
        assertThat(file.size()).isEqualTo(second.length());
      }
      assertThatThrownBy(() -> published.open(first)).isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  void aClusterThatCannotBeListedFailsTheExport() throws Exception {
    sources.listable = false;
    Accepted accepted = service.accept(Requests.ALL);
    assertThat(service.ended(accepted).errorMessage())
        .contains("The logs of the cluster could not be listed.");
    assertThat(service.exports.open(accepted.link(), Service.LONG))
        .isInstanceOf(LinkAnswer.NoObject.class);
    assertThat(service.files()).isEmpty();
  }

  @Test
  void aFaultOfOursFailsTheExportAndTheNextIsMade() throws Exception {
    sources.before =
        () -> {
          throw new IllegalStateException("a bug");
        };
    assertThat(service.ended(service.accept(Requests.ALL)).status())
        .isEqualTo(Operation.Status.FAILED);
    sources.before = () -> {};
    assertThat(text(Requests.ALL)).contains("A: one");
  }

  @Test
  void aLinkIsOneObjectsAlone() throws Exception {
    Link link = service.accept(Requests.ALL).link();
    assertThat(link.secret()).matches("[A-Za-z0-9_-]{43}");
    assertThat(link.toString()).doesNotContain(link.secret());
    assertThat(
            service.exports.open(
                new Link(link.secret(), link.namespace(), link.bucket(), "x"), Service.LONG))
        .isInstanceOf(LinkAnswer.NoObject.class);
    assertThat(
            service.exports.open(
                new Link("x", link.namespace(), link.bucket(), link.object()), Service.LONG))
        .isInstanceOf(LinkAnswer.Unknown.class);
  }

  @Test
  void aLinkWaitsForItsFileAndNotForEver() throws Exception {
    sources.holdAll();
    Accepted accepted = service.accept(Requests.ALL);
    assertThat(service.exports.open(accepted.link(), Duration.ofMillis(1)))
        .isInstanceOf(LinkAnswer.NoObject.class);
    assertThat(service.operation(accepted).status()).isEqualTo(Operation.Status.IN_PROGRESS);
    sources.gate.release();
    assertThat(service.file(accepted).length()).isPositive();
  }

  @Test
  void aQuestionMakesNoDatabase() throws Exception {
    service.exports.openAhead();
    assertThat(service.operations()).isEmpty();
    assertThat(service.exports.operation("p", "k")).isEmpty();
    assertThat(service.exports.open(new Link("x", "n", "b", "o"), Service.LONG))
        .isInstanceOf(LinkAnswer.Unknown.class);
    assertThatThrownBy(() -> service.exports.cancel("oci:alice", "p", "k"))
        .hasMessage("UNKNOWN_OPERATION");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  private String text(ExportRequest request) throws Exception {
    return Files.readString(service.file(service.accept(request)).file());
  }
}
