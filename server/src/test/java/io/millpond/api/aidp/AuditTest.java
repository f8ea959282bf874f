package io.millpond.api.aidp;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.audit.Limits;
import io.millpond.audit.Trail;
import io.millpond.exports.ExportFile;
import io.millpond.exports.LinkAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is on record of exports, searches and links. */
final class AuditTest extends AidpServer {
  private static final String LINK =
      "/p/" + TestingExports.SECRET + "/n/millpond/b/exports/o/a%20dir/ETL%20%C3%A9.log";

  private Path file;

  @BeforeEach
  void audit() throws IOException {
    file = directory.resolve("audit.jsonl");
    trail =
        Optional.of(
            Trail.open(new Trail.Settings(file, Optional.empty(), true, Limits.MAX_FILE_BYTES)));
    serve();
  }

  /** The lines about reads, once all are written. */
  private List<String> reads() throws IOException {
    server.close();
    trail.orElseThrow().close();
    return Files.readAllLines(file).stream().filter(line -> line.contains("\"caller\"")).toList();
  }

  @Test
  void aLinkIsOnRecordWithItsExportAndWithoutItsSecret() throws Exception {
    Path export = Files.writeString(directory.resolve("export"), "0123456789");
    exports.answer =
        new LinkAnswer.Found(
            new ExportFile(
                "op-1",
                "oci:alice",
                export,
                TestingExports.OBJECT,
                "text/plain",
                10,
                "bWQ1",
                "8b2f",
                Instant.EPOCH,
                Instant.MAX));
    assertThat(send(request(LINK).header("Range", "bytes=2-4")).body()).isEqualTo("234");
    exports.answer = new LinkAnswer.Unknown();
    assertThat(get(LINK).statusCode()).isEqualTo(401);
    assertThat(reads())
        .noneSatisfy(line -> assertThat(line).contains(TestingExports.SECRET))
        .satisfiesExactly(
            found ->
                assertThat(found)
                    .contains("\"caller\":\"link\",\"creator\":\"oci:alice\"")
                    .contains("\"kind\":\"export\",\"resource\":\"op-1\"")
                    .contains("\"range\":\"bytes 2-4/10\",\"bytes\":3,\"status\":206")
                    .contains("\"outcome\":\"allowed\""),
            unknown ->
                assertThat(unknown)
                    .contains("\"caller\":\"-\",\"kind\":\"request\",\"resource\":\"/p/***/n/")
                    .contains("\"outcome\":\"unauthenticated\""));
  }

  @Test
  void anExportAndASearchAreOnRecordWithTheirWindow() throws Exception {
    assertThat(post(DOWNLOAD, BODY).statusCode()).isEqualTo(202);
    assertThat(post(DOWNLOAD.replace("downloadLogs", "searchLogs"), BODY).statusCode())
        .isEqualTo(200);
    assertThat(reads())
        .hasSize(2)
        .allSatisfy(line ->
            assertThat(line)
                .contains("\"permission\":\"cluster:" + PLATFORM + "/ws1/etl:read\"")
                .contains("\"kind\":\"cluster\",\"resource\":\"" + PLATFORM + "/ws1/etl\"")
                .contains("\"range\":\"2025-03-16T00:00:00Z/2025-03-16T23:59:59.123Z\""));
  }
}
