package io.millpond.api.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FabricLogsTest extends FabricServer {
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
    "99999999999999,404,EntityNotFound"
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
    assertThat(get(part.replace("type=driver", "type=livy") + "20001").statusCode()).isEqualTo(200);
  }

  @Test
  void aClusterThatCannotBeReadIsWorthAnotherTry() throws Exception {
    cluster.fail();
    HttpResponse<String> answer = get(A + "/logs?type=driver&fileName=stderr");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .contains("\"errorCode\":\"ServiceUnavailable\"", "\"isRetriable\":true")
        .doesNotContain("/srv");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(body(ITEM + "/livySessions")).contains("\"state\":\"Unknown\"");
  }
}
