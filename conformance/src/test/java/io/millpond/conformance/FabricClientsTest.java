package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * What clients written for Fabric ask for, as they ask it, while an application runs; the section
 * of the specification on real clients says who does what.
 */
class FabricClientsTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(FabricClientsTest::prepare);

  private static final String APPLICATION = "app-20261120100000-0001";
  private static final String DRIVER = "driver-20261120095959-0001";
  private static final String PATH = FabricCatalog.application(APPLICATION);
  private static final String STDERR = PATH + "/logs?type=driver&fileName=stderr";
  private static final String PART = STDERR + "&isDownload=true&isPartial=true";

  private static String prepare(Path directory) throws IOException {
    Path work = directory.resolve("work");
    Files.createDirectories(work.resolve(DRIVER));
    Files.writeString(work.resolve(DRIVER).resolve("stderr"), "");
    Path events = Files.createDirectories(directory.resolve("events"));
    String page = "http://localhost:8081/logPage/?driverId=" + DRIVER + "&logType=";
    Files.writeString(
        events.resolve(APPLICATION + ".inprogress"),
        """
        {"Event":"SparkListenerApplicationStart","App Name":"tail","App ID":"%s","Timestamp":%d,"User":"ann",\
        "Driver Logs":{"stdout":"%sstdout","stderr":"%sstderr"}}
        """
            .formatted(APPLICATION, System.currentTimeMillis(), page, page));
    return Configs.node(directory, "gateway", "agent", List.of())
        + """
        clusters:
          - {name: spark, type: spark, workDirs: [%s], eventLogDirs: [%s]}
        """
            .formatted(Configs.quoted(work), Configs.quoted(events))
        + FabricCatalog.workspaces("spark", List.of(APPLICATION), Optional.empty());
  }

  private static void append(String text) throws IOException {
    Files.writeString(
        SERVER.directory().resolve("work").resolve(DRIVER).resolve("stderr"),
        text,
        StandardOpenOption.APPEND);
  }

  /** The length metadata tells is the offset of the next question. */
  @Test
  void aMonitorPollsByLength() throws IOException {
    StringBuilder written = new StringBuilder();
    StringBuilder read = new StringBuilder();
    long offset = length();
    long begin = offset;
    for (int i = 0; i < 30; i++) {
      String line = "line " + i + " " + "ü€😀".repeat(i * 40) + "\n";
      append(line);
      written.append(line);
      long length = length();
      read.append(SERVER.get(PART + "&offset=" + offset + "&size=" + (length - offset)).text());
      offset = length;
    }
    assertThat(read).hasToString(written.toString());
    assertThat(offset - begin)
        .isEqualTo(written.toString().getBytes(StandardCharsets.UTF_8).length);
    assertThat(SERVER.get(PART + "&offset=" + offset).text()).isEmpty();
  }

  private static long length() {
    JsonNode meta =
        Json.parse(SERVER.get(PATH + "/logs?type=driver&meta=true&fileName=stderr").text());
    return meta.path("containerLogMeta").path("length").asLong(-1);
  }

  /** A client that reads pieces of 1 MiB and counts what it decoded: the charset must be told. */
  @Test
  void aTailCountsBytesOfTheTextItDecoded() throws IOException {
    append("größer\n".repeat(300_000));
    StringBuilder read = new StringBuilder();
    long offset = length() - 300_000L * 9;
    long all = length();
    while (offset < all) {
      RawResponse answer = SERVER.get(PART + "&offset=" + offset + "&size=900000"); // whole lines
      assertThat(answer.headerOrEmpty("content-type")).isEqualTo("text/plain; charset=utf-8");
      String charset = answer.headerOrEmpty("content-type").replaceAll(".*charset=", "");
      String decoded = new String(answer.body(), Charset.forName(charset));
      assertThat(decoded).isNotEmpty();
      read.append(decoded);
      offset += decoded.getBytes(StandardCharsets.UTF_8).length;
    }
    assertThat(offset).isEqualTo(all);
    assertThat(read).hasToString("größer\n".repeat(300_000));
  }

  @Test
  void aDownloaderTakesTheWholeTextWithoutSayingSo() throws IOException {
    append("x\n");
    assertThat(SERVER.get(STDERR).text()).endsWith("x\n");
    assertThat(SERVER.get(STDERR, "Accept: application/json").status()).isEqualTo(200);
  }

  @Test
  void errorsAreObjectsAndNothingIsRedirected() {
    for (String target :
        List.of(
            FabricCatalog.application("none") + "/logs?type=driver",
            FabricCatalog.application("none") + "/logs?type=executor",
            PATH + "/logs?type=driver&fileName=not-yet",
            PATH + "/advice",
            PATH + "/resourceUsage",
            FabricCatalog.SESSION.toUpperCase(Locale.ROOT),
            "/v1//workspaces",
            "/v1//workspaces/" + FabricCatalog.WORKSPACE + "/spark/livySessions",
            "/v1/workspaces/" + FabricCatalog.WORKSPACE,
            "/v1")) {
      RawResponse answer = SERVER.get(target);
      assertThat(answer.status()).as(target).isBetween(400, 499);
      if (target.startsWith("/v1/")) {
        assertThat(Json.parse(answer.text()).path("errorCode").asString(""))
            .as(target)
            .isNotEmpty();
      }
    }
  }

  @Test
  void whatIsTooLongOrMalformedIsAnObjectToo() {
    String tooLong = PATH + "/logs?type=" + "a".repeat(200_000);
    Case.fabric("too long", tooLong).fabricError(414, "BadRequest").run(SERVER);
    Case.fabric("a header too long", STDERR)
        .header("X-Long: " + "a".repeat(200_000))
        .fabricError(431, "BadRequest")
        .run(SERVER);
    Case.fabric("a malformed header", STDERR)
        .header("Nonsense")
        .fabricError(400, "BadRequest")
        .run(SERVER);
    Case.fabric("an expectation", STDERR)
        .header("Expect: the-impossible")
        .fabricError(417, "BadRequest")
        .run(SERVER);
    Case.fabric("too long a HEAD", "HEAD", tooLong)
        .status(414)
        .headerMatches("content-length", "[1-9][0-9]*")
        .body("")
        .run(SERVER);
  }

  /** Members that clients take for granted are there; what is not known is absent, never null. */
  @Test
  void listsHaveWhatClientsIndex() {
    JsonNode page = Json.parse(SERVER.get(FabricCatalog.ITEM + "/livySessions").text());
    JsonNode session = page.path("value").path(0);
    for (String member : List.of("submitter", "item", "creatorItem", "state", "livyId")) {
      assertThat(session.has(member)).as(member).isTrue();
    }
    assertThat(session.path("state").asString()).isEqualTo("InProgress");
    assertThat(page.toString()).doesNotContain("null");
  }
}
