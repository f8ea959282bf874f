package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A compressed file of a few megabytes with gigabytes of text, one line of it, in the places of
 * logs that are read as their text. The server has 256 MiB.
 */
@Tag("slow")
class GzipBombTest {
  private static final String APPLICATION = "app-20261120040251-0000";
  private static final int MEMBER_BYTES = 64 << 20;

  /** 64 GiB as text, which is more than is read within the time that is waited for. */
  private static final int MEMBERS = 1_000;

  @RegisterExtension static final MillpondServer SERVER = new MillpondServer(GzipBombTest::prepare);

  /** Goes on counting what is in a segment after it was asked for it. */
  @RegisterExtension
  static final MillpondServer COUNTING = new MillpondServer(GzipBombTest::prepare);

  private static final Duration SOON = Duration.ofSeconds(20);

  private static String prepare(Path directory) throws IOException {
    String agent = GeneratedAgent.prepare(directory);
    bomb(GeneratedAgent.sandbox(directory).resolve("bomb.gz"));
    Path fixture = Fixtures.unpack(AidpPlatform.FIXTURE, directory);
    Path executor = fixture.resolve(AidpPlatform.EXECUTORS + "0");
    bomb(executor.resolve("stderr--2026-11-20--04-01.gz"));
    return agent
        + "  - {name: spark, type: spark, workDirs: [%s], eventLogDirs: [%s]}\n"
            .formatted(
                Configs.quoted(fixture.resolve("work")), Configs.quoted(fixture.resolve("events")))
        + FabricCatalog.workspaces("spark", List.of(APPLICATION), Optional.empty());
  }

  /** Members are decoded one after the other, as one text. */
  private static void bomb(Path file) throws IOException {
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
      byte[] block = new byte[1 << 20];
      for (int i = 0; i < MEMBER_BYTES; i += block.length) {
        gzip.write(block);
      }
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < MEMBERS; i++) {
        member.writeTo(out);
      }
    }
  }

  private static double openFiles() {
    return SERVER
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("millpond_open_files"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static void assertOthersAreServed(MillpondServer server) {
    assertThat(server.get(GeneratedAgent.SANDBOX + "/five").text()).isEqualTo(GeneratedAgent.FIVE);
  }

  /** Whoever asks for its end, or for a line of it, goes away: so does the work. */
  @Test
  void whoLeavesIsNotWorkedFor() throws IOException {
    String route = GeneratedAgent.SANDBOX + "/bomb.gz";
    for (String query : List.of("?cursor=END&skip=-1", "?skip=1&limit=1", "?filter=MESSAGE:x")) {
      List<RawConnection> leaving = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        leaving.add(RawConnection.open(SERVER.base()));
        leaving.getLast().send(RawConnection.request("GET", route + query, List.of()));
      }
      await().atMost(SOON).until(() -> openFiles() > 0);
      assertOthersAreServed(SERVER);
      for (RawConnection one : leaving) {
        one.close();
      }
      await().atMost(SOON).untilAsserted(() -> assertThat(openFiles()).as(query).isZero());
    }
  }

  @Test
  void aSegmentThatIsOneIsNotWaitedForLong() {
    String logs =
        FabricCatalog.application(APPLICATION)
            + "/logs?type=executor&containerId="
            + APPLICATION
            + "_0";
    long began = System.nanoTime();
    RawResponse answer = COUNTING.get(logs + "&fileName=stderr");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    assertThat(answer.status()).as("%s", answer).isIn(200, 500, 503);
    assertThat(answer.body().length).isLessThan(2 << 20);
    assertOthersAreServed(COUNTING);
  }
}
