package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * Naughty strings as what a log says and as what a file is called, through every form of every
 * dialect: text comes back byte for byte, JSON as the same string, a record stays one record, and
 * no browser takes an answer for a page.
 */
class NaughtyContentTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(NaughtyContentTest::prepare);

  private static final String HEAD = "26/11/20 04:02:51 INFO Main: ";
  private static final String WINDOW =
      "{\"timeBegin\":\"2026-11-20T04:00:00Z\",\"timeEnd\":\"2026-11-20T05:00:00Z\",\"logContentTypeContains\":\"driver\"}";
  private static final String CONTENT =
      FabricCatalog.application(GuardedNode.APPLICATION)
          + "/logs?type=executor&containerId="
          + GuardedNode.CONTAINER
          + "&fileName=";

  private static String prepare(Path directory) throws IOException {
    String config = GuardedNode.prepare(directory);
    Path sandbox = GeneratedAgent.sandbox(directory);
    Path container =
        directory
            .resolve("containers")
            .resolve(GuardedNode.APPLICATION)
            .resolve(GuardedNode.CONTAINER);
    Files.writeString(sandbox.resolve("naughty"), lines(""));
    Files.writeString(container.resolve("stdout"), lines(HEAD));
    for (String name : names()) {
      Files.writeString(sandbox.resolve("dir").resolve(name), name + "\n");
      Files.writeString(container.resolve(name), name + "\n");
    }
    return config;
  }

  /** One line each; DC/OS leaves out empty ones. */
  private static List<String> strings() {
    return Corpora.naughty().stream().filter(string -> string.matches("[^\\n]+")).toList();
  }

  private static String lines(String head) {
    StringBuilder lines = new StringBuilder();
    strings().forEach(string -> lines.append(head).append(string).append('\n'));
    return lines.toString();
  }

  /** Those that Linux takes for the name of a file. */
  private static List<String> names() {
    return strings().stream()
        .filter(string -> !string.isEmpty() && string.matches("[^/\\x00]+"))
        .filter(string -> !string.equals(".") && !string.equals(".."))
        .filter(string -> StandardCharsets.UTF_8.newEncoder().canEncode(string))
        .filter(string -> string.getBytes(StandardCharsets.UTF_8).length <= 255)
        .distinct()
        .toList();
  }

  private static RawResponse harmless(RawResponse answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.headerOrEmpty("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.contentType().toLowerCase(Locale.ROOT))
        .as("a type that no browser draws")
        .matches("(text/plain|application/(json|x-ndjson|octet-stream|jsonl|gzip)).*");
    assertThat(answer.headers()).doesNotContainKeys("set-cookie", "x-evil");
    return answer;
  }

  private static RawResponse get(String target, String... headers) {
    return harmless(SERVER.get(target, headers));
  }

  @Test
  void dcosText() {
    assertThat(get(SANDBOX + "/naughty").text()).isEqualTo(lines(""));
    assertThat(get(SANDBOX + "/naughty/download").text()).isEqualTo(lines(""));
  }

  @Test
  void dcosJson() {
    List<String> messages =
        get(SANDBOX + "/naughty", "Accept: application/json")
            .text()
            .lines()
            .map(line -> Json.parse(line).path("fields").path("MESSAGE").asString())
            .toList();
    assertThat(messages).isEqualTo(strings());
  }

  @Test
  void dcosEvents() {
    try (Follower follower = Follower.open(SERVER.base(), SANDBOX + "/naughty")) {
      follower.awaitEvents(strings().size());
      assertThat(follower.messages()).isEqualTo(strings());
      follower.assertOrderly();
    }
  }

  /** A filter finds the lines that have the string in them, and nothing else. */
  @Test
  void dcosFilters() {
    List<String> targets = new ArrayList<>();
    List<String> values = strings().stream().filter(string -> !string.isBlank()).toList();
    values.forEach(
        value -> targets.add(SANDBOX + "/naughty?filter=MESSAGE:" + Escape.ONCE.apply(value)));
    Pipeline.run(
        SERVER.base(),
        targets,
        (target, answer) -> {
          String value = values.get(targets.indexOf(target));
          assertThat(harmless(answer).text().split("\n", -1))
              .as(target)
              .contains(value)
              .allMatch(line -> line.isEmpty() || line.contains(value));
        });
  }

  @Test
  void fabricContent() {
    assertThat(get(CONTENT + "stdout&size=10000000").text()).isEqualTo(lines(HEAD));
    assertThat(
            get(FabricCatalog.application(GuardedNode.APPLICATION)
                    + "/logs?type=driver&fileName=stdout&isDownload=true")
                .text())
        .isEqualTo(lines(HEAD));
  }

  private static String exported(String query) {
    RawResponse accepted =
        AidpPlatform.ask(SERVER.base(), AidpPlatform.CLUSTER, "downloadLogs" + query, WINDOW);
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    URI link = URI.create(accepted.headerOrEmpty("datalake-cluster-log-par-url"));
    return harmless(AidpLink.get(link)).text();
  }

  @Test
  void aidpText() {
    String text = exported("");
    List<String> expected = new ArrayList<>();
    for (String string : strings()) {
      expected.add("Main: " + string);
    }
    List<String> records =
        Stream.of(text.split("\n", -1))
            .filter(line -> line.contains("Main: "))
            .map(line -> line.substring(line.indexOf("Main: ")))
            .toList();
    assertThat(records).isEqualTo(expected);
    assertThat(text.split("\n", -1)).allMatch(line -> line.isEmpty() || line.matches("(?s)[#2].*"));
  }

  private static List<String> messages(Stream<JsonNode> records) {
    return records
        .filter(record -> record.path("file").asString("").endsWith("/stdout"))
        .filter(record -> record.has("message"))
        .map(record -> record.path("message").asString())
        .toList();
  }

  @Test
  void aidpJsonLines() {
    assertThat(messages(exported("?format=jsonl").lines().map(Json::parse))).isEqualTo(strings());
  }

  @Test
  void aidpSearch() {
    RawResponse answer =
        harmless(
            AidpPlatform.ask(SERVER.base(), AidpPlatform.CLUSTER, "searchLogs?limit=1000", WINDOW));
    assertThat(
            messages(
                Json.parse(answer.text())
                    .path("items")
                    .path(0)
                    .path("results")
                    .valueStream()
                    .map(result -> result.path("data").path("logContent").path("data"))))
        .isEqualTo(strings());
  }

  /** A file is read by its name and listed by it, whatever it is. */
  @Test
  void filesAreCalledSo() {
    List<String> targets = new ArrayList<>();
    List<String> contents = new ArrayList<>();
    for (String name : names()) {
      String escaped = Escape.ONCE.apply(name);
      targets.add(SANDBOX + "/dir%2F" + escaped);
      targets.add(SANDBOX + "/dir%2F" + escaped + "/download");
      contents.addAll(List.of(name, name));
      // Fabric has no name that could be more than one or is hidden, and strips parameters.
      if (!name.startsWith(".")
          && !name.contains("..")
          && !name.contains("\\")
          && name.equals(name.strip())) {
        targets.add(CONTENT + escaped);
        contents.add(name);
      }
    }
    Pipeline.run(
        SERVER.base(),
        targets,
        (target, answer) -> {
          assertThat(answer.status()).as(target).isEqualTo(200);
          assertThat(harmless(answer).text())
              .as(target)
              .isEqualTo(contents.get(targets.indexOf(target)) + "\n");
        });
    List<String> listed = new ArrayList<>();
    Json.parse(get(SANDBOX + "/files/browse?path=dir").text())
        .forEach(file -> {
          String path = file.path("path").asString();
          listed.add(path.substring(path.lastIndexOf('/') + 1));
        });
    assertThat(listed).containsAll(names());
  }
}
