package io.millpond.conformance;

import static io.millpond.conformance.FabricCatalog.LIVY;
import static io.millpond.conformance.FabricCatalog.NOTEBOOK;
import static io.millpond.conformance.FabricCatalog.WORKSPACE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What every kind of cluster must answer to the same requests: the table of section 16 of the
 * specification, and what it leaves out.
 */
final class FabricVectors {
  private static final int MIB = 1 << 20;

  /**
   * An application and what is known of its logs.
   *
   * @param path of the application, its only attempt is 1
   * @param driverId its driver's container
   * @param driverFiles the driver's files, sorted
   * @param stderr the driver's
   * @param executorId one of its executors
   * @param executorStderr that executor's
   * @param livyLog the Livy log of its session
   * @param eventLogs its event logs by their names, as Latin-1
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Target(
      String path,
      String driverId,
      List<String> driverFiles,
      byte[] stderr,
      String executorId,
      byte[] executorStderr,
      byte[] livyLog,
      Map<String, String> eventLogs) {}

  private final Target target;
  private final List<Case> rows = new ArrayList<>();

  private FabricVectors(Target target) {
    this.target = target;
  }

  static List<Case> rows(Target target) {
    FabricVectors vectors = new FabricVectors(target);
    vectors.metadata();
    vectors.content();
    vectors.executors();
    vectors.livy();
    vectors.eventLogs();
    vectors.attempts();
    vectors.malformed();
    vectors.wrongLinks();
    return vectors.rows;
  }

  private Case row(String name, String tail) {
    Case row = Case.fabric(name, target.path() + tail);
    rows.add(row);
    return row;
  }

  private void metadata() {
    String one = "/logs?type=driver&meta=true&fileName=stderr";
    row("one driver file", one)
        .status(200)
        .expect("the driver's stderr", r -> isStderr(Json.parse(r.text())));
    rows.add(
        Case.fabric(
                "the singular of the samples",
                target.path().replace("/applications/", "/application/") + one)
            .status(200));
    row("all driver files", "/logs?type=rollingdriver&meta=true")
        .status(200)
        .expect("sorted names", r -> names(r).equals(target.driverFiles()));
    row("a blank in the query", "/logs?type=rollingdriver%20&meta=true")
        .status(200)
        .expect("sorted names", r -> names(r).equals(target.driverFiles()));
    row("files of a prefix", "/logs?type=rollingdriver&meta=true&filenamePrefix=stderr")
        .expect(
            "those of stderr",
            r ->
                names(r)
                    .equals(
                        target.driverFiles().stream()
                            .filter(name -> name.startsWith("stderr"))
                            .toList()));
    row("the last index", "/logs?type=rollingdriver&meta=true&offset=20000")
        .status(200)
        .expect("no file", r -> names(r).isEmpty());
    row("one result", "/logs?type=rollingdriver&meta=true&maxResults=1")
        .expect("the first", r -> names(r).equals(target.driverFiles().subList(0, 1)));
    row("most results", "/logs?type=rollingdriver&meta=true&maxResults=3000")
        .expect("all", r -> names(r).equals(target.driverFiles()));
  }

  private boolean isStderr(JsonNode meta) {
    JsonNode file = meta.path("containerLogMeta");
    return meta.path("containerId").asString("").equals(target.driverId())
        && file.path("fileName").asString("").equals("stderr")
        && file.path("length").asLong(-1) == target.stderr().length
        && file.path("lastModified")
            .asString("")
            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}GMT")
        && file.path("metaData").isObject();
  }

  private static List<String> names(RawResponse answer) {
    List<String> names = new ArrayList<>();
    Json.parse(answer.text())
        .path("containerLogMeta")
        .forEach(file -> names.add(file.path("fileName").asString("")));
    return names;
  }

  private void content() {
    String file = "/logs?type=driver&fileName=stderr";
    String part = file + "&isDownload=true&isPartial=true";
    int length = target.stderr().length;
    text("the whole file", file, 0, length);
    text("with its container", file + "&containerId=" + target.driverId(), 0, length);
    text("a part without isDownload", file + "&isPartial=true&offset=100&size=10", 0, length);
    text("a download", file + "&isDownload=true&offset=100&size=10", 0, length)
        .headerMatches("content-disposition", "attachment; filename=\"stderr\"");
    text("a part of usual size", part, 0, Math.min(MIB, length));
    text("a part", part + "&offset=100&size=1000", 100, 1000);
    text("the rest", part + "&offset=" + (length - 7) + "&size=5000", length - 7, 7);
    text("from the end", part + "&offset=" + length, length, 0);
    text("from behind the end", part + "&offset=" + (length + 1L), length, 0);
    text("from far behind the end", part + "&offset=9000000000000000000", length, 0);
    text("nothing", part + "&size=0", 0, 0);
    text("names in any case", "/logs?TYPE=driver&filename=stderr&junk=1", 0, length);
    text("the first counts", file + "&fileName=nothing", 0, length);
    rows.add(
        Case.fabric("a range is ignored", target.path() + file)
            .header("Range: bytes=0-9")
            .header("Accept: application/json")
            .status(200)
            .bodyBytes(target.stderr()));
    rows.add(
        Case.fabric("the head", "HEAD", target.path() + file)
            .status(200)
            .headerIs("content-length", Integer.toString(length))
            .body(""));
  }

  private Case text(String name, String tail, int from, int length) {
    return row(name, tail)
        .status(200)
        .expect("text", r -> r.headerOrEmpty("content-type").equals("text/plain; charset=utf-8"))
        .headerIs("content-length", Integer.toString(length))
        .bodyBytes(Arrays.copyOfRange(target.stderr(), from, from + length));
  }

  private void executors() {
    row("files of all containers", "/logs?type=executor&meta=true")
        .status(200)
        .expect(
            "the driver and the executor, lengths as texts",
            r -> {
              JsonNode all = Json.parse(r.text());
              return all.isArray()
                  && hasSize(all, target.driverId(), target.stderr().length)
                  && hasSize(all, target.executorId(), target.executorStderr().length);
            });
    String one = "/logs?type=executor&containerId=" + target.executorId();
    row("files of one container", one + "&meta=true")
        .expect("that one alone", r -> Json.parse(r.text()).size() == 1);
    row("no file", "/logs?type=executor&meta=true&filenamePrefix=nothing").status(200).body("[]");
    row("an executor's file", one + "&fileName=stderr")
        .status(200)
        .bodyBytes(Arrays.copyOf(target.executorStderr(), upTo(MIB)));
    row("its first bytes", one + "&fileName=stderr&size=5")
        .status(200)
        .bodyBytes(Arrays.copyOf(target.executorStderr(), 5));
  }

  private int upTo(int bytes) {
    return Math.min(bytes, target.executorStderr().length);
  }

  private static boolean hasSize(JsonNode containers, String id, int size) {
    for (JsonNode container : containers) {
      if (container.path("containerId").asString("").equals(id)) {
        for (JsonNode file : container.path("containerLogMeta")) {
          if (file.path("fileName").asString("").equals("stderr")) {
            return file.path("fileSize").isString()
                && file.path("fileSize").asString("").equals(Integer.toString(size))
                && file.path("lastModifiedTime")
                    .asString("")
                    .matches("[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d [0-9:]{8} \\+0000 \\d{4}");
          }
        }
      }
    }
    return false;
  }

  private void livy() {
    byte[] log = target.livyLog();
    String none = FabricCatalog.application("none") + "/logs?type=livy";
    String part = none + "&isDownload=true&isPartial=true";
    livy("metadata of the Livy log", none + "&meta=true")
        .expect(
            "a bare FileMeta", r -> Json.parse(r.text()).path("containerLogMeta").isMissingNode())
        .expect(
            "its name", r -> Json.parse(r.text()).path("fileName").asString("").equals("livy.log"))
        .expect("its length", r -> Json.parse(r.text()).path("length").asLong(-1) == log.length);
    livy("the Livy log", none).bodyBytes(log);
    livy("by the application", target.path() + "/logs?type=livy").bodyBytes(log);
    livy("by an attempt", target.path() + "/1/logs?type=livy").bodyBytes(log);
    livy("a download of it", none + "&isDownload=true&offset=5&size=3")
        .headerMatches("content-disposition", "attachment; filename=\"livy.log\"")
        .bodyBytes(log);
    livy("a part of it", part + "&offset=5&size=3").bodyBytes(Arrays.copyOfRange(log, 5, 8));
    livy("from behind its end", part + "&offset=9000000000000000000").body("");
    rows.add(
        Case.fabric("its head", "HEAD", none)
            .status(200)
            .headerIs("content-length", Integer.toString(log.length))
            .body(""));
    rows.add(
        Case.fabric("a negative offset in it", part + "&offset=-1")
            .fabricError(400, "InvalidParameter"));
    rows.add(
        Case.fabric(
                "the Livy log of a session without one",
                none.replace(LIVY, FabricCatalog.OTHER_LIVY))
            .fabricError(404, "SparkCoreSessionNotFound"));
  }

  private Case livy(String name, String path) {
    Case row = Case.fabric(name, path).status(200);
    rows.add(row);
    return row;
  }

  private void eventLogs() {
    String id = target.path().substring(target.path().lastIndexOf('/') + 1);
    for (String attempt : List.of("", "/1")) {
      row("the event logs" + attempt, attempt + "/logs")
          .status(200)
          .headerIs("content-type", "application/octet-stream")
          .headerIs(
              "content-disposition",
              "attachment; filename=\"eventLogs-" + id + attempt.replace('/', '-') + ".zip\"")
          .expect("every file, every byte", r -> Zip.of(r).equals(target.eventLogs()));
    }
    row("event logs of an attempt there is not", "/9/logs").fabricError(404, "EntityNotFound");
  }

  private void attempts() {
    String file = "/logs?type=driver&fileName=stderr";
    row("the first attempt", "/1" + file).status(200).bodyBytes(target.stderr());
    row("an attempt there is not", "/9" + file).fabricError(404, "EntityNotFound");
    row("attempt zero", "/0" + file).fabricError(400, "InvalidParameter");
    row("an attempt that is no number", "/x" + file).fabricError(400, "InvalidParameter");
  }

  private void malformed() {
    for (String tail :
        List.of(
            "type=driver&meta=true",
            "type=driver",
            "type=driver&fileName=../x",
            "type=driver&fileName=%2e%2e%2fx",
            "type=driver&fileName=a%00b",
            "type=driver&fileName=a%5cb",
            "type=driver&fileName=stderr&isDownload=true&isPartial=true&offset=-1",
            "type=driver&fileName=stderr&isDownload=true&isPartial=true&size=-1",
            "type=rollingdriver",
            "type=rollingdriver&meta=true&filenamePrefix=foo",
            "type=rollingdriver&meta=true&offset=20001",
            "type=rollingdriver&meta=true&offset=-1",
            "type=rollingdriver&meta=true&offset=x",
            "type=rollingdriver&meta=true&maxResults=0",
            "type=rollingdriver&meta=true&maxResults=3001",
            "type=executor",
            "type=nothing")) {
      row(tail, "/logs?" + tail).fabricError(400, "InvalidParameter");
    }
    row("a malformed escape", "/logs?type=%zz").fabricError(400, "InvalidRequestUri");
  }

  private void wrongLinks() {
    String file = "/logs?type=driver&fileName=";
    row("a file there is not", file + "nothing").fabricError(404, "EntityNotFound");
    row("a hidden file", file + "launch_container.sh").fabricError(404, "EntityNotFound");
    row("an executor's container", file + "stderr&containerId=" + target.executorId())
        .fabricError(404, "EntityNotFound");
    wrong("workspace", WORKSPACE, FabricCatalog.OTHER_WORKSPACE, "EntityNotFound");
    wrong("item", NOTEBOOK, FabricCatalog.LAKEHOUSE, "EntityNotFound");
    wrong("kind", "/notebooks/", "/lakehouses/", "EntityNotFound");
    wrong("session", LIVY, FabricCatalog.OTHER_LIVY, "SparkCoreSessionNotFound");
    wrong("session that is no UUID", LIVY, "17", "SparkCoreSessionNotFound");
    wrong("kind there is not", "/notebooks/", "/warehouses/", "EndpointNotFound");
  }

  private void wrong(String what, String right, String wrong, String code) {
    rows.add(
        Case.fabric(
                "another " + what,
                target.path().replace(right, wrong) + "/logs?type=driver&fileName=stderr")
            .fabricError(404, code));
  }
}
