package io.millpond.conformance;

import static io.millpond.conformance.AdminClient.WORKSPACES;
import static io.millpond.conformance.AdminClient.item;
import static io.millpond.conformance.AdminClient.session;
import static io.millpond.conformance.AdminClient.workspace;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The administrator's API against the real process. */
class AdminTest {
  static final String CONFIGURED_W = "6e335e92-a2a2-4b5a-970a-bd6a89fbb765";
  static final String CONFIGURED_I = "cfafbeb1-8037-4d0c-896e-a46fb27ff229";
  static final String CONFIGURED_S = "431e8d7b-4a95-4c02-8ccd-6faef5ba1bd7";

  @RegisterExtension static final MillpondServer SERVER = new MillpondServer(AdminTest::prepare);

  private final AdminClient admin = new AdminClient(SERVER.base());
  private final String w = UUID.randomUUID().toString();
  private final String i = UUID.randomUUID().toString();
  private final String s = UUID.randomUUID().toString();

  static String prepare(Path directory) throws IOException {
    Files.createDirectory(directory.resolve("work"));
    return """
    http: {host: 127.0.0.1, port: 0, cors: ["https://console.example.com"]}
    data: %s
    auth: {required: false}
    clusters:
      - {name: spark, type: spark, workDirs: [%s]}
    workspaces:
      - id: %s
        name: Analytics
        items:
          - id: %s
            type: Notebook
            name: Sales
            livySessions:
              - {id: %s, cluster: spark, applications: [app-1]}
    """
        .formatted(
            Configs.quoted(directory.resolve("data")),
            Configs.quoted(directory.resolve("work")),
            CONFIGURED_W,
            CONFIGURED_I,
            CONFIGURED_S);
  }

  private static void expect(RawResponse answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(answer.text())
        .startsWith("{\"code\":\"" + code + "\",\"message\":\"")
        .endsWith("\",\"requestId\":\"" + answer.header("X-Request-Id").orElseThrow() + "\"}");
  }

  private static void expectBody(RawResponse answer, int status, String body) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.text()).isEqualTo(body);
  }

  private void register() {
    assertThat(admin.put(workspace(w), "{\"name\": \"W ☃\"}").status()).isEqualTo(201);
    assertThat(admin.put(item(w, i), "{\"type\": \"Lakehouse\"}").status()).isEqualTo(201);
    assertThat(admin.put(session(w, i, s), "{\"cluster\": \"spark\"}").status()).isEqualTo(201);
  }

  @Test
  void createReadReplaceDelete() {
    RawResponse created = admin.put(workspace(w), "{\"name\": \"W ☃\"}");
    String there = "{\"id\":\"%s\",\"name\":\"W ☃\",\"origin\":\"registered\"}".formatted(w);
    expectBody(created, 201, there);
    assertThat(created.header("Location")).contains(workspace(w));
    expectBody(admin.get(workspace(w)), 200, there);
    expectBody(admin.put(workspace(w), there.replace("W ☃", "V")), 200, there.replace("W ☃", "V"));
    String item =
        "{\"id\":\"%s\",\"workspaceId\":\"%s\",\"type\":\"Lakehouse\",\"name\":\"%s\",\"origin\":\"registered\"}"
            .formatted(i, w, i);
    expectBody(admin.put(item(w, i), "{\"type\": \"Lakehouse\"}"), 201, item);
    expectBody(admin.get(workspace(w) + "/items"), 200, "{\"value\":[" + item + "]}");
    String session =
        "{\"id\":\"%s\",\"workspaceId\":\"%s\",\"itemId\":\"%s\",\"cluster\":\"spark\",\"applications\":[\"a\",\"b\"],\"origin\":\"registered\"}"
            .formatted(s, w, i);
    expectBody(
        admin.put(
            session(w, i, s), "{\"cluster\": \"spark\", \"applications\": [\"a\", \"b\", \"a\"]}"),
        201,
        session);
    expectBody(admin.get(item(w, i) + "/sessions"), 200, "{\"value\":[" + session + "]}");
    expectBody(
        admin.post(session(w, i, s) + "/applications", "{\"applications\": [\"b\", \"c\"]}"),
        200,
        session.replace("\"b\"]", "\"b\",\"c\"]"));
    RawResponse head = SERVER.send("HEAD", session(w, i, s));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
    assertThat(admin.delete(item(w, i)).status()).isEqualTo(204);
    expect(admin.get(session(w, i, s)), 404, "NotFound");
    assertThat(admin.delete(workspace(w)).status()).isEqualTo(204);
    expect(admin.delete(workspace(w)), 404, "NotFound");
  }

  @Test
  void anIdIsMadeWhereNoneIsGiven() {
    RawResponse created = admin.post(WORKSPACES, "{}");
    assertThat(created.status()).isEqualTo(201);
    String place = created.header("Location").orElseThrow();
    assertThat(admin.get(place).text()).isEqualTo(created.text());
    RawResponse item = admin.post(place + "/items", "{\"type\": \"Notebook\", \"name\": \"N\"}");
    String sessions = item.header("Location").orElseThrow() + "/sessions";
    String livy = "{\"cluster\": \"spark\", \"livy\": {\"kind\": \"batch\", \"id\": 7}}";
    RawResponse session = admin.post(sessions, livy);
    assertThat(session.status()).isEqualTo(201);
    assertThat(admin.post(sessions, livy).status()).isEqualTo(200);
    assertThat(admin.post(sessions, livy.replace("7", "8")).status()).isEqualTo(201);
    assertThat(session.header("Location").orElseThrow()).matches(".*/sessions/.{14}5.{21}");
  }

  @Test
  void theConfigurationStaysAndMayBeAddedTo() {
    expect(admin.put(workspace(CONFIGURED_W), "{}"), 409, "Configured");
    expect(admin.delete(item(CONFIGURED_W, CONFIGURED_I)), 409, "Configured");
    String here = session(CONFIGURED_W, CONFIGURED_I, CONFIGURED_S);
    assertThat(admin.get(here).text()).contains("\"origin\":\"configured\"");
    assertThat(admin.post(here + "/applications", "{\"applications\": [\"app-2\"]}").text())
        .contains("[\"app-1\",\"app-2\"]");
    assertThat(admin.delete(here).status()).isEqualTo(204);
    assertThat(admin.get(here).text()).contains("[\"app-1\"]");
    assertThat(admin.put(item(CONFIGURED_W, i), "{\"type\": \"Notebook\"}").status())
        .isEqualTo(201);
    expect(admin.get(item(w, i)), 404, "NotFound");
  }

  @Test
  void everyLinkHasToBeThere() {
    expect(admin.put(item(w, i), "{\"type\": \"Notebook\"}"), 404, "NoParent");
    register();
    String other = UUID.randomUUID().toString();
    assertThat(admin.put(workspace(other), "{}").status()).isEqualTo(201);
    expect(admin.put(item(other, i), "{\"type\": \"Notebook\"}"), 409, "Elsewhere");
    expect(admin.get(session(other, i, s)), 404, "NotFound");
    expect(admin.put(session(other, i, s), "{\"cluster\": \"spark\"}"), 404, "NoParent");
    expect(admin.put(session(w, i, s), "{\"cluster\": \"none\"}"), 409, "NoCluster");
    expect(
        admin.post(session(w, i, other) + "/applications", "{\"applications\": [\"a\"]}"),
        404,
        "NotFound");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"nmae\": \"a\"}",
        "{\"name\": 1}",
        "{\"name\": null}",
        "{\"name\": \"\"}",
        "{\"name\": \"a\\u0000b\"}",
        "{\"name\": \"\\uD800\"}",
        "{\"name\": \"a\", \"name\": \"b\"}",
        "{\"id\": \"other\"}",
        "{\"tenant\": \" \"}",
        "{\"tenant\": [\"a\"]}",
        "[]",
        "{",
        "nonsense"
      })
  void aBodyThatIsNotWhatItHasToBeIsRefused(String body) {
    expect(admin.put(workspace(w), body), 400, "InvalidBody");
    expect(admin.get(workspace(w)), 404, "NotFound");
  }

  @Test
  void hostileBodiesAreRefused() {
    expect(admin.put(workspace(w), "{\"a\":".repeat(150_000)), 400, "InvalidBody");
    expect(admin.put(workspace(w), "x".repeat((1 << 20) + 1)), 413, "BodyTooLarge");
    expect(admin.put(workspace(w), "{\"name\": \"" + "x".repeat(257) + "\"}"), 400, "InvalidBody");
    expect(
        admin.send("PUT", workspace(w), "", "Content-Type: application/json"), 400, "InvalidBody");
    expect(admin.send("PUT", workspace(w), "{}"), 415, "UnsupportedMediaType");
    expect(
        admin.send("PUT", workspace(w), "{}", "Content-Type: text/plain"),
        415,
        "UnsupportedMediaType");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-1-1-1-1", "x", "6e335e92a2a24b5a970abd6a89fbb765", "a%2Fb"})
  void anIdThatIsNoUuidIsRefused(String id) {
    expect(admin.get(workspace(id)), 400, "InvalidId");
    expect(admin.put(workspace(id), "{}"), 400, "InvalidId");
  }

  @Test
  void pathsAndMethodsThatAreNotThereAreRefused() {
    expect(admin.get("/admin/v1/nothing"), 404, "NoRoute");
    expect(admin.get("/admin"), 404, "NoRoute");
    RawResponse wrong = admin.delete(WORKSPACES);
    expect(wrong, 405, "MethodNotAllowed");
    assertThat(wrong.header("Allow")).contains("GET, HEAD, POST");
    RawResponse reading = admin.get(session(w, i, s) + "/applications");
    expect(reading, 405, "MethodNotAllowed");
    assertThat(reading.header("Allow")).contains("POST");
  }

  @Test
  void aWebPageMayNotAdministerUnlessItIsListed() {
    String json = "Content-Type: application/json";
    for (String origin : List.of("https://evil.example", "null", SERVER.base().toString())) {
      expect(
          admin.send("PUT", workspace(w), "{}", json, "Origin: " + origin),
          403,
          "OriginNotAllowed");
      expect(admin.get(WORKSPACES, "Origin: " + origin), 403, "OriginNotAllowed");
    }
    RawResponse preflight =
        admin.send(
            "OPTIONS",
            workspace(w),
            "",
            "Origin: https://console.example.com",
            "Access-Control-Request-Method: PUT");
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Access-Control-Allow-Methods")).contains("GET, HEAD, PUT, DELETE");
    assertThat(
            admin
                .send("PUT", workspace(w), "{}", json, "Origin: https://console.example.com")
                .status())
        .isEqualTo(201);
  }

  @Test
  void aNameThatIsNotItsOwnIsRefused() {
    for (String host : List.of("evil.example", "evil.example:80", "127.0.0.1.evil.example")) {
      expect(admin.get(WORKSPACES, "Host: " + host), 403, "HostNotAllowed");
    }
    for (String host : List.of("localhost:1", "LOCALHOST", "127.0.0.1", "[::1]:80", "127.9.9.9")) {
      assertThat(admin.get(WORKSPACES, "Host: " + host).status()).as(host).isEqualTo(200);
    }
    expect(
        admin.get("http://evil.example" + WORKSPACES, "Host: evil.example"), 403, "HostNotAllowed");
  }

  @Test
  void manyMayRegisterAtTheSameTime() {
    register();
    IntStream.range(0, 40)
        .parallel()
        .forEach(n -> {
          RawResponse added =
              admin.post(
                  session(w, i, s) + "/applications",
                  "{\"applications\": [\"application-%d\"]}".formatted(n));
          assertThat(added.status()).as(added.toString()).isEqualTo(200);
        });
    String all = admin.get(session(w, i, s)).text();
    assertThat(all.split("application-", -1)).hasSize(41);
  }
}
