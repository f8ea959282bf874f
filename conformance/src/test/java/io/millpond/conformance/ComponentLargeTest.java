package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.LOGS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Component logs over 60,001 entries in five files of two hosts, against what journalctl says. */
class ComponentLargeTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(ComponentLargeTest::prepare);

  private static final String COMPONENT = LOGS + "/component";

  private static String prepare(Path directory) throws IOException {
    Path fixture = Fixtures.unpack("journal-large", directory);
    return Configs.node(directory, "agent-1", "agent", List.of(fixture.resolve("journal")));
  }

  @ParameterizedTest(name = "{0} entries for {1}")
  @CsvSource({
    "60001, ''",
    "24017, ?filter=_SYSTEMD_UNIT:dcos-mesos-master.service",
    "283, /dcos-config.service",
    "1036, /docker.service",
    "8879, /dcos-marathon.service",
    "431, ?filter=PRIORITY:0",
    "797, ?filter=PRIORITY:0&filter=PRIORITY:1",
    "36000, ?filter=_HOSTNAME:node-a",
    "24001, ?filter=_BOOT_ID:adba2889dcbcf58f0925ed2ad43fbfe2",
    "4841, ?filter=SYSLOG_IDENTIFIER:mesos-journald",
    "1500, ?skip=-1500"
  })
  void counts(int count, String tail) {
    RawResponse answer = SERVER.get(COMPONENT + tail, "Accept: application/json");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.latin1().chars().filter(c -> c == '\n').count()).isEqualTo(count);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "all-json-all-fields-first200, ?limit=200",
    "unit-json-all-fields-first200, ?filter=_SYSTEMD_UNIT:dcos-mesos-master.service&limit=200"
  })
  void sameEntriesAsJournalctl(String expectation, String tail) {
    List<String> expected =
        expected(expectation).entries().stream().map(JournalFixture::json).toList();
    RawResponse answer = SERVER.get(COMPONENT + tail, "Accept: application/json");
    List<String> lines = answer.text().lines().toList();
    assertThat(lines).hasSameSizeAs(expected);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(Json.parse(lines.get(i))).isEqualTo(Json.parse(expected.get(i)));
      assertThat(Json.keys(Json.parse(lines.get(i)).get("fields"))).isSorted();
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "all-json-last200, ?skip=-200",
    "unit-json-last200, ?filter=_SYSTEMD_UNIT:dcos-mesos-master.service&skip=-200"
  })
  void sameTailAsJournalctl(String expectation, String tail) {
    List<String> expected =
        expected(expectation).entries().stream()
            .map(entry -> entry.get("__CURSOR").asString())
            .toList();
    RawResponse answer = SERVER.get(COMPONENT + tail, "Accept: application/json");
    assertThat(Json.lines(answer.text()).stream().map(e -> e.get("cursor").asString()))
        .isEqualTo(expected);
  }

  /** Paging with the last cursor of each page meets every entry of a unit exactly once. */
  @Test
  void pagesJoinWithoutGapOrOverlap() {
    String query = COMPONENT + "/sshd.service?limit=700";
    List<String> whole =
        cursors(SERVER.get(COMPONENT + "/sshd.service", "Accept: application/json"));
    List<String> paged = new ArrayList<>();
    String last = "";
    while (true) {
      String cursor = last.isEmpty() ? "" : "&cursor=" + last.replace(";", "%3B");
      RawResponse page = SERVER.get(query + cursor, "Accept: application/json");
      if (page.status() == 204) {
        break;
      }
      paged.addAll(cursors(page));
      assertThat(paged).hasSizeLessThanOrEqualTo(whole.size());
      last = paged.getLast();
    }
    assertThat(paged).isEqualTo(whole);
  }

  private static List<String> cursors(RawResponse answer) {
    return Json.lines(answer.text()).stream().map(e -> e.get("cursor").asString()).toList();
  }

  private static JournalFixture expected(String name) {
    Path file = SERVER.directory().resolve("journal-large/expected").resolve(name + ".jsonl.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return new JournalFixture(lines.lines().map(Json::parse).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
