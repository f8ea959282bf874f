package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The harness itself: what it accepts, and that it does not accept the rest. */
class HarnessTest {
  @TempDir Path directory;

  private MillpondProcess start(String mode) {
    return MillpondProcess.start(directory, Map.of(), StandIn.class.getName(), List.of(mode));
  }

  @Test
  void startsSpeaksAndStops() throws IOException {
    MillpondProcess process = start("serve");
    try (RawConnection connection = RawConnection.open(process.awaitReady())) {
      connection.send(RawConnection.request("GET", "/a/%2e%2e//b", List.of()));
      RawResponse response = connection.receive("GET");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text()).isEqualTo("/a/%2e%2e//b");
      assertThat(response.headers()).containsKey("transfer-encoding");
      assertThat(process.openDescriptors()).isPositive();
    }
    process.stopAndCheck();
  }

  @Test
  void quotesStandardErrorOfAProcessThatNeverGetsReady() {
    assertThatThrownBy(() -> start("refuse").awaitReady()).hasMessageContaining("no such file");
  }

  @Test
  void refusesASecondLineOnStandardOutput() {
    MillpondProcess process = start("chatter");
    process.awaitReady();
    assertThatThrownBy(process::stopAndCheck).hasMessageContaining("all of standard output");
  }

  @Test
  void refusesAStackTrace() {
    MillpondProcess process = start("trace");
    process.awaitReady();
    assertThatThrownBy(process::stopAndCheck).hasMessageContaining("stack traces");
  }

  @Test
  void whatAKilledJvmHasStartedEnds() throws IOException {
    MillpondProcess keeper = start("keep");
    keeper.awaitReady();
    URI kept = URI.create(keeper.stdout().getFirst());
    RawConnection.open(kept).close();
    keeper.kill();
    await()
        .atMost(Limits.READY_TIMEOUT)
        .untilAsserted(() ->
            assertThatThrownBy(() -> RawConnection.open(kept).close())
                .isInstanceOf(ConnectException.class));
  }

  @Test
  void tellsACleanEndFromABrokenOne() throws IOException {
    byte[] clean = "3\r\nabc\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    RawBody whole = new RawBody(new ByteArrayInputStream(clean), RawBody.Framing.CHUNKED, 0);
    assertThat(whole.readAllBytes()).asString().isEqualTo("abc");
    byte[] cut = "3\r\nabc\r\n".getBytes(StandardCharsets.US_ASCII);
    RawBody broken = new RawBody(new ByteArrayInputStream(cut), RawBody.Framing.CHUNKED, 0);
    assertThatThrownBy(broken::readAllBytes).isInstanceOf(EOFException.class);
  }

  @Test
  void quotesControlCharactersAndCutsTheMiddle() {
    assertThat(Quote.of("a\nb\0")).isEqualTo("\"a\\nb\\x00\"");
    assertThat(Quote.of("x".repeat(10_000))).hasSizeLessThan(2 * Limits.QUOTED_CHARS);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 2, 'one two'",
    "7, 1, 0, 'four five'",
    "7, -1, 1, 'two'",
    "10, 0, 0, 'ree four five'",
    "24, -2, 1, 'four'",
    "24, -100, 0, 'one two three four five'",
    "24, 2, 0, ''",
    "9999, 0, 0, ''",
    "0, -2, 0, 'one two three four five'"
  })
  void theOracleAgreesWithTheTable(int cursor, int skip, int limit, String lines) {
    byte[] file = GeneratedAgent.FIVE.getBytes(StandardCharsets.US_ASCII);
    assertThat(FileOracle.text(file, cursor, skip, limit))
        .isEqualTo(lines.isEmpty() ? "" : lines.replace(' ', '\n') + "\n");
  }
}
