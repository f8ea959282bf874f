package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.FIVE;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Downloads: §3.4, the download column of §1.4, and standard ranges and validators (RFC 9110). */
class DownloadTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GeneratedAgent::prepare);

  private static final String DOWNLOAD = SANDBOX + "/five/download";
  private static final String MODIFIED = "Mon, 02 Mar 2026 00:00:10 GMT";

  private static Case range(String range) {
    return Case.get("Range " + range, DOWNLOAD).header("Range: " + range);
  }

  private static Case part(String range, int first, int last) {
    return range(range)
        .status(206)
        .type("application/octet-stream")
        .headerIs("Content-Range", "bytes " + first + "-" + last + "/24")
        .headerIs("Content-Length", "" + (last - first + 1))
        .body(FIVE.substring(first, last + 1));
  }

  static Stream<Case> whole() {
    return Stream.of(
        Case.get("§3.4 whole", DOWNLOAD)
            .status(200)
            .type("application/octet-stream")
            .headerIs("Content-Disposition", "attachment; filename=five")
            .headerIs("Content-Length", "24")
            .headerIs("Last-Modified", MODIFIED)
            .headerMatches("ETag", "(W/)?\"[^\"]+\"")
            .body(FIVE),
        Case.get("§3.4 empty", SANDBOX + "/empty/download")
            .status(200)
            .headerIs("Content-Length", "0")
            .body(""),
        Case.get("§3.4 no page is ever a page", SANDBOX + "/page.html/download")
            .status(200)
            .type("application/octet-stream")
            .headerIs("Content-Disposition", "attachment; filename=page.html"),
        Case.get("§3.4 every byte, blank lines too", SANDBOX + "/blank/download")
            .status(200)
            .body("a\n\nb\n\n\nc\n"),
        Case.get("§3.4 a name with a blank", SANDBOX + "/with%20space.log/download")
            .status(200)
            .headerMatches("Content-Disposition", "attachment; filename.*space.*"),
        Case.get("§3.4 a name in a sub-directory", SANDBOX + "/dir%2Finner.log/download")
            .status(200)
            .headerIs("Content-Disposition", "attachment; filename=inner.log"),
        Case.get("§3.4 parameters are ignored", DOWNLOAD + "?skip=x&limit=1&cursor=END")
            .status(200)
            .body(FIVE),
        Case.get("§1.4 missing", SANDBOX + "/gone/download").error(404),
        Case.get("§1.4 missing, END", SANDBOX + "/gone/download?cursor=END").error(404),
        Case.get("§1.4 directory", SANDBOX + "/dir/download").error(400),
        Case.get("§1.4 link out", SANDBOX + "/link-outside/download").error(400, 403, 404),
        Case.of("HEAD", "HEAD", DOWNLOAD)
            .status(200)
            .type("application/octet-stream")
            .headerIs("Content-Length", "24")
            .headerIs("Last-Modified", MODIFIED)
            .body(""));
  }

  static Stream<Case> ranges() {
    return Stream.of(
        part("bytes=0-2", 0, 2),
        part("bytes=4-6", 4, 6),
        part("bytes=0-0", 0, 0),
        part("bytes=20-", 20, 23),
        part("bytes=0-", 0, 23),
        part("bytes=-5", 19, 23),
        part("bytes=-100", 0, 23),
        part("bytes=0-999", 0, 23),
        part("bytes=23-23", 23, 23),
        unsatisfiable("bytes=24-"),
        unsatisfiable("bytes=24-30"),
        unsatisfiable("bytes=-0"),
        unsatisfiable("bytes=99999999999999999999-"),
        range("bytes=0-2,8-12")
            .status(206)
            .headerMatches("Content-Type", "multipart/byteranges; ?boundary=.+")
            .bodyMatches(
                ".*--.*[Cc]ontent-[Rr]ange: bytes 0-2/24.*\r\n\r\none\r\n--"
                    + ".*[Cc]ontent-[Rr]ange: bytes 8-12/24.*\r\n\r\nthree\r\n--.*--(\r\n)?"),
        ignored("lines=1-2"),
        range("bytes=abc").status(200, 400, 416),
        range("bytes=5-2").status(200, 400, 416),
        range("bytes=").status(200, 400, 416),
        range("bytes=--5").status(200, 400, 416),
        range("bytes=0-2," + "4-6,".repeat(2_000) + "8-9").status(200, 206, 400, 416, 431));
  }

  private static Case unsatisfiable(String range) {
    return range(range).status(416).headerIs("Content-Range", "bytes */24");
  }

  private static Case ignored(String range) {
    return range(range).status(200).body(FIVE);
  }

  static Stream<Case> validators() {
    return Stream.of(
        part("bytes=0-2", 0, 2).header("If-None-Match: \"other\""),
        ignored("bytes=0-2").header("If-Range: \"other\""),
        ignored("bytes=0-2").header("If-Range: Mon, 02 Mar 2020 00:00:10 GMT"),
        Case.get("If-None-Match *", DOWNLOAD).header("If-None-Match: *").status(304).body(""),
        Case.get("If-None-Match other", DOWNLOAD)
            .header("If-None-Match: \"other\"")
            .status(200)
            .body(FIVE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"whole", "ranges", "validators"})
  void answers(Case row) {
    row.run(SERVER);
  }

  @Test
  void itsOwnETagIsHonoured() {
    String etag = SERVER.get(DOWNLOAD).headerOrEmpty("ETag");
    Case.get("If-None-Match own", DOWNLOAD)
        .header("If-None-Match: " + etag)
        .status(304)
        .headerIs("ETag", etag)
        .body("")
        .run(SERVER);
    Case.get("If-None-Match list", DOWNLOAD)
        .header("If-None-Match: \"other\", " + etag)
        .status(304)
        .run(SERVER);
    part("bytes=4-6", 4, 6).header("If-Range: " + etag).headerIs("ETag", etag).run(SERVER);
  }

  @Test
  void theETagChangesWithTheFile() throws IOException {
    var file = GeneratedAgent.sandbox(SERVER.directory()).resolve("changing");
    GeneratedAgent.write(file, "first\n");
    String target = SANDBOX + "/changing/download";
    String before = SERVER.get(target).headerOrEmpty("ETag");
    Files.delete(file);
    GeneratedAgent.write(file, "something longer\n");
    RawResponse after = SERVER.get(target, "Range: bytes=0-1", "If-Range: " + before);
    assertThat(after.headerOrEmpty("ETag")).as(after.toString()).isNotEqualTo(before);
    assertThat(after.status()).as(after.toString()).isEqualTo(200);
    Files.delete(file);
  }

  @Test
  void aCompressedSegmentIsDownloadedAsItIs() throws IOException {
    byte[] stored =
        Files.readAllBytes(GeneratedAgent.sandbox(SERVER.directory()).resolve("old.gz"));
    Case.get("old.gz", SANDBOX + "/old.gz/download")
        .header("Accept-Encoding: gzip")
        .status(200)
        .noHeader("content-encoding")
        .bodyBytes(stored)
        .run(SERVER);
  }
}
