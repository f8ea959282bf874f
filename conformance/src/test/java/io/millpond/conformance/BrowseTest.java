package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static io.millpond.conformance.GeneratedAgent.VIRTUAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Listings: §3.3 and the browse column of §1.4. */
class BrowseTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GeneratedAgent::prepare);

  private static final String BROWSE = SANDBOX + "/files/browse";

  private static List<JsonNode> list(String query) {
    RawResponse answer = SERVER.get(BROWSE + query);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(answer.text()).startsWith("[").endsWith("]\n");
    return StreamSupport.stream(Json.parse(answer.text()).spliterator(), false).toList();
  }

  private static List<String> paths(List<JsonNode> items) {
    return items.stream().map(item -> item.get("path").asString()).toList();
  }

  @Test
  void showsSevenFieldsSortedByVirtualPath() {
    List<JsonNode> items = list("");
    assertThat(paths(items))
        .isEqualTo(GeneratedAgent.rootNames().stream().map(name -> VIRTUAL + "/" + name).toList());
    for (JsonNode item : items) {
      assertThat(Json.keys(item))
          .containsExactlyInAnyOrder("gid", "mode", "mtime", "nlink", "path", "size", "uid");
      assertThat(item.get("mode").asString()).matches("[-dlcbps][-rwxsStT]{9}");
      assertThat(item.get("mtime").isIntegralNumber()).as(item.toString()).isTrue();
      assertThat(item.get("size").isIntegralNumber()).as(item.toString()).isTrue();
      assertThat(item.get("nlink").isIntegralNumber()).as(item.toString()).isTrue();
      assertThat(item.get("uid").asString()).isNotBlank();
      assertThat(item.get("gid").asString()).isNotBlank();
    }
  }

  @Test
  void tellsSizeModeAndTime() {
    JsonNode five =
        list("").stream()
            .filter(item -> item.get("path").asString().endsWith("/five"))
            .findFirst()
            .orElseThrow();
    assertThat(five.get("size").asLong()).isEqualTo(24);
    assertThat(five.get("mtime").asLong()).isEqualTo(GeneratedAgent.MODIFIED.getEpochSecond());
    assertThat(five.get("nlink").asInt()).isEqualTo(1);
    assertThat(five.get("mode").asString()).startsWith("-rw");
  }

  @Test
  void followsALinkInside() {
    JsonNode link =
        list("").stream()
            .filter(item -> item.get("path").asString().endsWith("/link-inside"))
            .findFirst()
            .orElseThrow();
    assertThat(link.get("size").asLong()).isEqualTo(24);
    assertThat(link.get("mode").asString()).startsWith("-");
  }

  @Test
  void listsASubDirectory() {
    List<JsonNode> items = list("?path=dir");
    assertThat(paths(items)).containsExactly(VIRTUAL + "/dir/deeper", VIRTUAL + "/dir/inner.log");
    assertThat(items.getFirst().get("mode").asString()).startsWith("d");
    assertThat(paths(list("?path=dir%2Fdeeper"))).containsExactly(VIRTUAL + "/dir/deeper/x.txt");
    assertThat(paths(list("?path=dir/deeper"))).containsExactly(VIRTUAL + "/dir/deeper/x.txt");
    assertThat(list("?path=")).hasSameSizeAs(list(""));
  }

  static Stream<Case> refused() {
    return Stream.of(
        row("sandbox missing", SANDBOX + "x/files/browse").error(404),
        row("sub-directory missing", BROWSE + "?path=gone").error(404),
        row("parent", BROWSE + "?path=..").error(400, 404),
        row("parent below", BROWSE + "?path=dir/../..").error(400, 404),
        row("absolute", BROWSE + "?path=/etc").error(400, 404),
        row("absolute, encoded", BROWSE + "?path=%2Fetc").error(400, 404),
        row("link that leaves the root", BROWSE + "?path=link-dir-outside").error(400, 403, 404),
        row("NUL", BROWSE + "?path=dir%00").error(400, 404),
        row("a framework that is not there", SANDBOX.replace("-0001", "-0009") + "/files/browse")
            .error(404));
  }

  private static Case row(String what, String target) {
    return Case.get("§1.4 browse: " + what, target);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void answers(Case row) {
    row.run(SERVER);
  }
}
