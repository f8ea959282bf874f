package io.millpond.api.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millpond.access.Access;
import io.millpond.catalog.Item;
import io.millpond.catalog.LivyLogs;
import io.millpond.catalog.Session;
import io.millpond.catalog.Workspace;
import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.RunState;
import io.millpond.clusters.history.HistoryServer;
import io.millpond.http.ConnectionLimits;
import io.millpond.http.Cors;
import io.millpond.http.Followers;
import io.millpond.http.HttpServer;
import io.millpond.logs.SharedFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FabricDialectTest {
  private static final UUID WORKSPACE = UUID.fromString("6e335e92-a2a2-4b5a-970a-bd6a89fbb765");
  private static final UUID OTHER = UUID.fromString("7e335e92-a2a2-4b5a-970a-bd6a89fbb765");
  private static final Item NOTEBOOK =
      new Item(
          UUID.fromString("cfafbeb1-8037-4d0c-896e-a46fb27ff229"),
          WORKSPACE,
          Item.Type.NOTEBOOK,
          "Sales");
  private static final UUID LIVY = UUID.fromString("431e8d7b-4a95-4c02-8ccd-6faef5ba1bd7");
  private static final String APP = "application_1741176604085_0001";
  private static final String ITEM = "/v1/workspaces/" + WORKSPACE + "/notebooks/" + NOTEBOOK.id();
  private static final String A = ITEM + "/livySessions/" + LIVY + "/applications/" + APP;
  private static final String STDERR = "0123456789".repeat(300_000);
  private static final String DRIVER = "container_1741176604085_0001_02_000001";

  @TempDir Path directory;
  private final TestingCluster cluster = new TestingCluster();
  private final List<Session> sessions = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private OptionalLong offsetLimit = OptionalLong.empty();
  private Map<String, HistoryServer> historyServers = Map.of();
  private SharedFiles files;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Instant start = Instant.parse("2025-03-05T10:30:30.123Z");
    cluster.add(
        new Application(
            APP,
            "a notebook",
            "ann",
            Map.of(),
            List.of(
                new Attempt(
                    1,
                    RunState.FAILED,
                    Optional.of(start),
                    Optional.of(start.plusSeconds(60)),
                    List.of(driver("container_1741176604085_0001_01_000001"))),
                new Attempt(
                    2,
                    RunState.SUCCEEDED,
                    Optional.of(start.plusSeconds(61)),
                    Optional.of(start.plusSeconds(3600)),
                    List.of(
                        driver(DRIVER),
                        executor("container_1741176604085_0001_02_000002"),
                        executor("container_1741176604085_0001_02_000003"))))));
    cluster.put("container_1741176604085_0001_01_000001", TestingFile.of("stderr", "attempt one"));
    cluster.put(
        DRIVER,
        TestingFile.of("stderr", STDERR),
        TestingFile.of("stderr-2024-09-03-06", "é"),
        TestingFile.of("stderr-active", ""),
        TestingFile.of("stdout", "out"));
    cluster.put(
        "container_1741176604085_0001_02_000003",
        TestingFile.of("stderr", "three"),
        TestingFile.of("stdout", ""));
    Path livyLog = directory.resolve("431e8d7b.log");
    Files.writeString(livyLog, "livy says so\n");
    sessions.add(new Session(LIVY, NOTEBOOK, "testing", List.of(APP), Optional.of(livyLog)));
    files = SharedFiles.start();
    serve();
  }

  private static Container driver(String id) {
    return new Container(id, "vm-76895939:44851", Container.Role.DRIVER);
  }

  private static Container executor(String id) {
    return new Container(id, "vm-76895940:44851", Container.Role.EXECUTOR);
  }

  private void serve() throws IOException {
    FabricDialect dialect =
        new FabricDialect(
            Access.of(false),
            new TestingCatalog(
                List.of(new Workspace(WORKSPACE, "Analytics"), new Workspace(OTHER, "Other")),
                List.of(NOTEBOOK),
                sessions,
                cluster),
            new LivyLogs(files),
            historyServers,
            offsetLimit,
            () -> URI.create("https://logs.example.com"));
    server =
        new HttpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            List.of(dialect, new EverythingElse()),
            new Cors(List.of()),
            new Followers(),
            new SimpleMeterRegistry(),
            new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 100),
            OutputStream.nullOutputStream());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    files.close();
    client.close();
  }

  private HttpResponse<String> get(String target) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String body(String target) throws Exception {
    HttpResponse<String> answer = get(target);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void oneDriverFile() throws Exception {
    HttpResponse<String> answer = get(A + "/logs?type=driver&meta=true&fileName=stderr");
    assertThat(answer.body())
        .isEqualTo(
            "{\"containerId\":\""
                + DRIVER
                + "\",\"nodeId\":\"vm-76895939:44851\",\"containerLogMeta\":{\"fileName\":\"stderr\","
                + "\"length\":3000000,\"lastModified\":\"2025-03-05T12:31:31.250GMT\",\"metaData\":{}}}");
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("application/json; charset=utf-8");
    String id = answer.headers().firstValue("requestId").orElseThrow();
    assertThat(UUID.fromString(id)).hasToString(id);
    assertThat(answer.headers().firstValue("x-ms-request-id")).hasValue(id);
    assertThat(
            body(
                A.replace("/applications/", "/application/")
                    + "/logs?type=driver&meta=true&fileName=stderr"))
        .isEqualTo(answer.body());
  }

  @ParameterizedTest
  @CsvSource({
    "'',stderr stderr-2024-09-03-06 stderr-active stdout",
    "&filenamePrefix=stderr,stderr stderr-2024-09-03-06 stderr-active",
    "&offset=1&maxResults=2,stderr-2024-09-03-06 stderr-active",
    "&offset=3,stdout",
    "&offset=20000,''",
    "&maxResults=3000,stderr stderr-2024-09-03-06 stderr-active stdout",
    "&FILENAMEPREFIX=%20stdout%20,stdout",
  })
  void rollingFiles(String parameters, String names) throws Exception {
    String body = body(A + "/logs?type=rollingdriver&meta=true" + parameters);
    assertThat(namesIn(body)).isEqualTo(names);
    assertThat(body).startsWith("{\"containerId\":").contains("\"containerLogMeta\":[");
  }

  private static String namesIn(String body) {
    List<String> names = new ArrayList<>();
    for (String part : body.split("\"fileName\":\"", -1)) {
      names.add(part.substring(0, part.indexOf('"')));
    }
    return String.join(" ", names.subList(1, names.size()));
  }

  @ParameterizedTest
  @CsvSource({
    "type=driver&meta=true,fileName",
    "type=driver,fileName",
    "type=driver&fileName=,fileName",
    "type=driver&fileName=../x,fileName",
    "type=driver&fileName=%2e%2e%2fx,fileName",
    "type=driver&fileName=a%00b,fileName",
    "type=driver&fileName=a%5cb,fileName",
    "type=driver&fileName=.bashrc,fileName",
    "type=driver&fileName=stderr&isDownload=perhaps,isDownload",
    "type=driver&fileName=stderr&isDownload=true&isPartial=true&offset=-1,offset",
    "type=driver&fileName=stderr&isDownload=true&isPartial=true&size=-1,size",
    "type=driver&fileName=stderr&isDownload=true&isPartial=true&size=99999999999999999999,size",
    "type=driver&fileName=stderr&isDownload=true&isPartial=true&offset=%2B1,offset",
    "type=driver&fileName=stderr&containerId=a/b,containerId",
    "type=rollingdriver,meta",
    "type=rollingdriver&meta=true&filenamePrefix=foo,filenamePrefix",
    "type=rollingdriver&meta=true&offset=20001,offset",
    "type=rollingdriver&meta=true&offset=-1,offset",
    "type=rollingdriver&meta=true&offset=x,offset",
    "type=rollingdriver&meta=true&maxResults=0,maxResults",
    "type=rollingdriver&meta=true&maxResults=3001,maxResults",
    "type=executor&meta=true&maxResults=3001,maxResults",
    "type=executor&meta=true&offset=-1,offset",
    "type=executor&fileName=stderr,containerId",
    "type=executor&containerId=container_1,fileName",
    "type=executor&containerId=c&fileName=stderr&size=x,size",
    "type=spark,type",
  })
  void malformedParametersAreNamed(String query, String parameter) throws Exception {
    HttpResponse<String> answer = get(A + "/logs?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"errorCode\":\"InvalidParameter\"")
        .contains("The " + parameter + " field ");
    assertThat(answer.headers().firstValue("x-ms-public-api-error-code"))
        .hasValue("InvalidParameter");
  }

  @ParameterizedTest
  @CsvSource({
    "'',0,3000000",
    "&isPartial=true&offset=100&size=10,0,3000000",
    "&isDownload=true&offset=100&size=10,0,3000000",
    "&isDownload=true&isPartial=true,0,1048576",
    "&isDownload=true&isPartial=true&offset=100&size=1000,100,1000",
    "&isDownload=True&isPartial=TRUE&offset=2999990&size=1000,2999990,10",
    "&isDownload=true&isPartial=true&offset=3000000,0,0",
    "&isDownload=true&isPartial=true&offset=9999999,0,0",
    "&isDownload=true&isPartial=true&size=0,0,0",
    "&isDownload=false&isPartial=true&offset=x,0,3000000",
  })
  void content(String parameters, int from, int length) throws Exception {
    HttpResponse<String> answer = get(A + "/logs?type=driver&fileName=stderr" + parameters);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(STDERR.substring(from, from + length));
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
    assertThat(answer.headers().firstValue("content-length")).hasValue(Integer.toString(length));
    assertThat(answer.headers().firstValue("content-disposition").isPresent())
        .isEqualTo(parameters.toLowerCase(java.util.Locale.ROOT).contains("isdownload=true"));
  }

  @Test
  void rangesAreIgnored() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:"
                            + server.port()
                            + A
                            + "/logs?type=driver&fileName=stdout"))
                .header("Range", "bytes=1-1")
                .header("Accept", "application/json")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("out");
  }

  @ParameterizedTest
  @CsvSource({"/1,attempt one", "/2,012", "'',012"})
  void attempts(String attempt, String start) throws Exception {
    assertThat(body(A + attempt + "/logs?type=driver&fileName=stderr")).startsWith(start);
  }

  @ParameterizedTest
  @CsvSource({
    "9,404,EntityNotFound",
    "0,400,InvalidParameter",
    "x,400,InvalidParameter",
    "-1,400,InvalidParameter",
    "99999999999999,400,InvalidParameter"
  })
  void attemptsThatAreNone(String attempt, int status, String code) throws Exception {
    HttpResponse<String> answer = get(A + "/" + attempt + "/logs?type=driver&fileName=stderr");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"errorCode\":\"" + code + "\"");
  }

  @Test
  void executorFiles() throws Exception {
    assertThat(body(A + "/logs?type=executor&meta=true&filenamePrefix=stderr&offset=3"))
        .isEqualTo(
            "[{\"containerId\":\"container_1741176604085_0001_02_000003\",\"nodeId\":\"vm-76895940:44851\","
                + "\"containerLogMeta\":[{\"fileName\":\"stderr\",\"fileSize\":\"5\","
                + "\"lastModifiedTime\":\"Wed Mar 05 12:31:31 +0000 2025\",\"length\":5,"
                + "\"lastModified\":\"2025-03-05T12:31:31.250GMT\"}]}]");
    assertThat(namesIn(body(A + "/logs?type=executor&meta=true")))
        .isEqualTo("stderr stderr-2024-09-03-06 stderr-active stdout stderr stdout");
    assertThat(namesIn(body(A + "/logs?type=executor&meta=true&offset=2&maxResults=3")))
        .isEqualTo("stderr-active stdout stderr");
    assertThat(
            body(
                A
                    + "/logs?type=executor&meta=true&containerId=container_1741176604085_0001_02_000002"))
        .isEqualTo("[]");
  }

  @Test
  void executorContent() throws Exception {
    String file =
        A
            + "/logs?type=executor&containerId=container_1741176604085_0001_02_000003&fileName=stderr";
    assertThat(body(file)).isEqualTo("three");
    assertThat(body(file + "&size=2")).isEqualTo("th");
    assertThat(body(file + "&size=0")).isEmpty();
  }

  @Test
  void livyLog() throws Exception {
    String none = ITEM + "/livySessions/" + LIVY + "/applications/none/logs?type=livy";
    assertThat(body(none + "&meta=true"))
        .startsWith("{\"fileName\":\"livy.log\",\"length\":13,\"lastModified\":\"");
    assertThat(body(none)).isEqualTo("livy says so\n");
    assertThat(body(A + "/1/logs?type=livy&isDownload=true&isPartial=true&offset=5&size=4"))
        .isEqualTo("says");
    Files.delete(directory.resolve("431e8d7b.log"));
    assertThat(get(none).statusCode()).isEqualTo(404);
  }

  @Test
  void eventLogs() throws Exception {
    assertThat(unzip(A + "/1/logs")).containsExactly(Map.entry(APP + "_1", "event log 1"));
    assertThat(unzip(A + "/logs"))
        .containsExactly(
            Map.entry(APP + "_1", "event log 1"), Map.entry(APP + "_2", "event log 2"));
  }

  private List<Map.Entry<String, String>> unzip(String target) throws Exception {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-disposition").orElseThrow())
        .startsWith("attachment; filename=\"eventLogs-" + APP);
    List<Map.Entry<String, String>> found = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        found.add(
            Map.entry(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8)));
      }
    }
    return found;
  }

  @ParameterizedTest
  @CsvSource({
    "cfafbeb1-8037-4d0c-896e-a46fb27ff229,cfafbeb1-8037-4d0c-896e-a46fb27ff220,EntityNotFound",
    "6e335e92-a2a2-4b5a-970a-bd6a89fbb765,7e335e92-a2a2-4b5a-970a-bd6a89fbb765,EntityNotFound",
    "6e335e92-a2a2-4b5a-970a-bd6a89fbb765,8e335e92-a2a2-4b5a-970a-bd6a89fbb765,EntityNotFound",
    "/notebooks/,/lakehouses/,EntityNotFound",
    "/notebooks/,/warehouses/,EndpointNotFound",
    "431e8d7b-4a95-4c02-8ccd-6faef5ba1bd7,431e8d7b-4a95-4c02-8ccd-6faef5ba1bd8,SparkCoreSessionNotFound",
    "431e8d7b-4a95-4c02-8ccd-6faef5ba1bd7,17,SparkCoreSessionNotFound",
    "application_1741176604085_0001,application_1741176604085_0002,EntityNotFound",
    "fileName=stderr,fileName=absent,EntityNotFound",
    "fileName=stderr,fileName=stderr&containerId=container_1741176604085_0001_02_000002,EntityNotFound",
  })
  void chainsWithAWrongLinkEnd(String right, String wrong, String code) throws Exception {
    String target = A + "/logs?type=driver&fileName=stderr";
    assertThat(get(target).statusCode()).isEqualTo(200);
    HttpResponse<String> answer = get(target.replace(right, wrong));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("\"errorCode\":\"" + code + "\"");
  }

  @Test
  void malformedIdsAreRefusedBeforeAnythingIsLookedUp() throws Exception {
    assertThat(get(A.replace(WORKSPACE.toString(), "x") + "/logs").statusCode()).isEqualTo(400);
    assertThat(get(A.replace(NOTEBOOK.id().toString(), "x") + "/logs").statusCode()).isEqualTo(400);
    assertThat(get(A.replace(APP, "a%2Fb") + "/logs").statusCode()).isEqualTo(400);
  }

  @Test
  void aFileThatIsShorterThanItSaysBreaksTheAnswerOff() {
    cluster.put(
        DRIVER,
        new TestingFile(
            "stderr", "short".getBytes(StandardCharsets.UTF_8), 1_000_000, Optional.empty()));
    assertThatThrownBy(() -> get(A + "/logs?type=driver&fileName=stderr"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void thePublishedOffsetLimitCanBeEnforced() throws Exception {
    server.close();
    offsetLimit = OptionalLong.of(20_000);
    serve();
    String part = A + "/logs?type=driver&fileName=stderr&isDownload=true&isPartial=true&offset=";
    assertThat(get(part + "20000").statusCode()).isEqualTo(200);
    assertThat(get(part + "20001").body()).contains("InvalidParameter", "rollingdriver");
  }

  @Test
  void aSession() throws Exception {
    assertThat(body(ITEM + "/livySessions/" + LIVY))
        .startsWith(
            "{\"sparkApplicationId\":\""
                + APP
                + "\",\"state\":\"Succeeded\",\"livyId\":\""
                + LIVY
                + "\",\"origin\":\"SubmittedJob\",\"attemptNumber\":2,\"livyName\":\"a notebook\","
                + "\"submitter\":{\"id\":\"")
        .contains(
            "\"type\":\"User\",\"displayName\":\"ann\"},\"item\":{\"workspaceId\":\"" + WORKSPACE,
            "\"itemType\":\"Notebook\",\"itemName\":\"Sales\",\"jobType\":\"JupyterSession\"",
            "\"submittedDateTime\":\"2025-03-05T10:30:30Z\"",
            "\"endDateTime\":\"2025-03-05T11:30:30Z\"",
            "\"totalDuration\":{\"value\":3600,\"timeUnit\":\"Seconds\"}",
            "\"livySessionItemResourceUri\":\"https://logs.example.com" + ITEM + "/livySessions/")
        .doesNotContain("null");
  }

  @Test
  void sessionsArePagedNewestFirst() throws Exception {
    for (int i = 0; i < Limits.SESSIONS_PER_PAGE; i++) {
      sessions.add(new Session(new UUID(1, i), NOTEBOOK, "testing", List.of(), Optional.empty()));
    }
    String list = "/v1/workspaces/" + WORKSPACE + "/spark/livySessions";
    String first = body(list);
    assertThat(first).startsWith("{\"value\":[{\"sparkApplicationId\":\"" + APP);
    String uri = after(first, "\"continuationUri\":\"");
    assertThat(uri).startsWith("https://logs.example.com" + list + "?continuationToken=");
    String second = body(uri.substring("https://logs.example.com".length()));
    assertThat(second.split("\"livyId\"", -1)).hasSize(2);
    assertThat(second).doesNotContain("continuation").contains("\"state\":\"NotStarted\"");
    assertThat(body(ITEM + "/livySessions")).isEqualTo(first.replace(list, ITEM + "/livySessions"));
    assertThat(get(list + "?continuationToken=rubbish").body())
        .contains("InvalidContinuationToken");
    assertThat(body("/v1/workspaces/" + OTHER + "/spark/livySessions")).isEqualTo("{\"value\":[]}");
  }

  private static String after(String text, String start) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf('"', from));
  }

  @Test
  void sparksOwnRoutesArePassedOnWithTheAttempt() throws Exception {
    String jobs = A + "/jobs/17";
    assertThat(get(jobs).body()).contains("EndpointNotFound", "No Spark history server");
    List<String> asked = new CopyOnWriteArrayList<>();
    com.sun.net.httpserver.HttpServer history =
        com.sun.net.httpserver.HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    history.createContext(
        "/",
        one -> {
          asked.add(one.getRequestURI() + " " + one.getRequestHeaders().get("Authorization"));
          boolean known =
              one.getRequestURI().getPath().equals("/api/v1/applications/" + APP + "/2/jobs/17");
          one.getResponseHeaders().add("Content-Type", known ? "application/json" : "text/plain");
          byte[] body = (known ? "{}" : "no such app: " + APP).getBytes(StandardCharsets.UTF_8);
          one.sendResponseHeaders(known ? 200 : 404, body.length);
          one.getResponseBody().write(body);
          one.close();
        });
    history.start();
    URI url = URI.create("http://127.0.0.1:" + history.getAddress().getPort());
    try (HistoryServer asks = new HistoryServer(url)) {
      server.close();
      historyServers = Map.of("testing", asks);
      serve();
      assertThat(body(jobs + "?status=failed")).isEqualTo("{}");
      assertThat(asked)
          .containsExactly("/api/v1/applications/" + APP + "/2/jobs/17?status=failed null");
      assertThat(get(A + "/1/jobs/17").body()).contains("EntityNotFound").doesNotContain("no such");
      assertThat(asked.getLast()).contains(APP + "/1/jobs/17");
      assertThat(get(A + "/9/jobs/17").statusCode()).isEqualTo(404);
      assertThat(get(A + "/x/jobs/17").statusCode()).isEqualTo(400);
      assertThat(get(A + "/jobs/%2e%2e").statusCode()).isNotEqualTo(200);
      assertThat(get(A + "/resourceUsage").body()).contains("EndpointNotFound");
      assertThat(get(A + "/stages").body()).contains("EntityNotFound");
      assertThat(asked.getLast()).startsWith("/api/v1/applications/" + APP + "/stages");
      history.stop(0);
      assertThat(get(jobs).statusCode()).isEqualTo(503);
    } finally {
      history.stop(0);
    }
  }

  @Test
  void unknownRoutesAndMethods() throws Exception {
    assertThat(get("/v1/rubbish").body()).contains("EndpointNotFound");
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + A + "/logs"))
                .DELETE()
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).startsWith("{\"requestId\":\"");
  }
}
