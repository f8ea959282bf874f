package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.AGENT;
import static io.millpond.conformance.GeneratedAgent.AGENT_LOGS;
import static io.millpond.conformance.GeneratedAgent.LOGS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The cases of the system's own integration, unit and command line tests (§7.1), with the JDK's
 * HTTP client following redirects as those tests do.
 */
class UpstreamCasesTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(UpstreamCasesTest::prepare);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  private static final String STAMP = "\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}: .*";
  private static final String CURSOR =
      "id: s=[a-f0-9]+;i=[a-f0-9]+;b=[a-f0-9]+;m=[a-f0-9]+;t=[a-f0-9]+;x=[a-f0-9]+";

  private static String prepare(Path directory) throws IOException {
    Path fixture = Fixtures.unpack("journal-small", directory);
    return GeneratedAgent.prepare(directory)
        .replace("role: agent", "role: master")
        .replace("journal: []", "journal: [" + Configs.quoted(fixture.resolve("offline")) + "]");
  }

  @AfterAll
  static void closeClient() {
    CLIENT.shutdownNow();
  }

  private static HttpResponse<String> get(String target, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(SERVER.base() + target));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static String type(HttpResponse<?> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LOGS + "/component?limit=10",
        AGENT_LOGS + "/component?limit=10",
        "/system/v1/leader/mesos/logs/v2/component?limit=10",
        LOGS + "/component?skip=-20&limit=10"
      })
  void tenStampedEntries(String target) throws Exception {
    HttpResponse<String> response = get(target, "Accept", "text/plain");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(type(response)).startsWith("text/plain");
    assertThat(response.body().lines()).hasSize(10).allMatch(line -> line.matches(STAMP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=1", "skip=-1"})
  void anEventIsAnIdAndData(String query) throws Exception {
    try (RawConnection connection = RawConnection.open(SERVER.base())) {
      connection.send(
          RawConnection.request(
              "GET", LOGS + "/component?" + query, List.of("Accept: text/event-stream")));
      RawConnection.Head head = connection.receiveHead("GET");
      assertThat(RawBody.readLine(head.body())).matches(CURSOR);
      String data = RawBody.readLine(head.body());
      assertThat(data).startsWith("data: {");
      JsonNode entry = Json.parse(data.substring(6));
      assertThat(Json.keys(entry))
          .containsExactly("fields", "cursor", "monotonic_timestamp", "realtime_timestamp");
      assertThat(RawBody.readLine(head.body())).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @CsvSource({
    "/task/job.1/file/tail-blank, skip=2, three four five",
    "/task/job/file/tail-blank, cursor=END&skip=-2, four five",
    "/task/job/file/tail-blank, skip=3&limit=1, four",
    "/task/job/file/tail-blank, cursor=7&skip=1, four five",
    "/task/job/file/tail-blank, cursor=7&skip=-1&limit=1, two",
    "/task/job/file/tail-blank, cursor=END&skip=-5, one two three four five",
    "/task/job/file/tail-blank, limit=2&skip=1, two three",
    "/task/job/file/tail-blank, cursor=18, five",
    "/task/job, '', one two three four five",
    "/task/job/file/stdout, cursor=END&skip=-10, one two three four five",
    "/task/job/file/stdout, cursor=END&skip=5, ''",
    "/task/job/file/stdout, cursor=END&skip=0, ''",
    "/task/job/file/stderr, '', err",
    "/task/job/file/empty, '', ''",
    "/task/job/file/nlonly, '', ''"
  })
  void filesThroughDiscovery(String path, String query, String lines) throws Exception {
    HttpResponse<String> response = get(LOGS + path + (query.isEmpty() ? "" : "?" + query));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(lines.isEmpty() ? "" : lines.replace(' ', '\n') + "\n");
  }

  @Test
  void lastEventIdWins() throws Exception {
    HttpResponse<String> response =
        get(LOGS + "/task/job/file/tail-blank?cursor=END&skip=-1", "Last-Event-ID", "7");
    assertThat(response.body()).isEqualTo("three\nfour\nfive\n");
  }

  @Test
  void noSkipFails() throws Exception {
    for (int skip = -100; skip <= 100; skip++) {
      for (String file : List.of("five", "empty", "nlonly")) {
        assertThat(get(GeneratedAgent.SANDBOX + "/" + file + "?skip=" + skip).statusCode())
            .as(file + " skip=" + skip)
            .isEqualTo(200);
      }
    }
  }

  @Test
  void browseShowsWhatTheClientReads() throws Exception {
    HttpResponse<String> response = get(LOGS + "/task/job/browse");
    List<String> names = new ArrayList<>();
    for (JsonNode item : Json.parse(response.body())) {
      assertThat(Json.keys(item)).contains("gid", "mode", "mtime", "nlink", "path", "size", "uid");
      String path = item.get("path").asString();
      names.add(path.substring(path.lastIndexOf('/') + 1));
    }
    assertThat(names).contains("stdout", "stderr");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stdout", "stderr"})
  void downloads(String file) throws Exception {
    HttpResponse<String> response = get(LOGS + "/task/job/file/" + file + "/download");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(type(response)).isEqualTo("application/octet-stream");
    assertThat(response.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=" + file);
    assertThat(response.body()).isNotEmpty();
  }

  /** The command line asks for JSON and reads one object a line, 64 KiB at most. */
  @ParameterizedTest
  @CsvSource({
    "/system/v1/leader/mesos/logs/v2/component?skip=-10, 10",
    "/system/v1/agent/" + AGENT + "/logs/v2/component?skip=5, 30",
    "/system/v1/leader/mesos/logs/v2/component/dcos-mesos-master.service?skip=-10, 10",
    "/system/v1/leader/mesos/logs/v2/component?skip=0, 34"
  })
  void theCommandLinesRequests(String target, int entries) throws Exception {
    HttpResponse<String> response =
        get(target, "Accept", "application/json", "Authorization", "token=whatever");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Json.lines(response.body())).hasSize(entries);
  }

  @Test
  void theCommandLineIsToldOfNothingBy204() throws Exception {
    String missing = LOGS + "/task/job/file/gone?cursor=END&skip=-10";
    assertThat(get(missing, "Accept", "text/plain").statusCode()).isEqualTo(204);
    String component = LOGS + "/component/dcos-marathon.service.service?skip=-10";
    assertThat(get(component, "Accept", "application/json").statusCode()).isEqualTo(204);
  }
}
