package io.millpond.api.aidp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InstantsTest {
  @ParameterizedTest
  @CsvSource({
    "2025-03-16T00:00:00Z, 2025-03-16T00:00:00Z",
    "2025-03-16T00:00:00.000Z, 2025-03-16T00:00:00Z",
    "2025-03-16T00:00:00.123456Z, 2025-03-16T00:00:00.123456Z",
    "2025-03-16T23:59:59.123456789Z, 2025-03-16T23:59:59.123456789Z",
    "2025-03-16T00:00:00.5Z, 2025-03-16T00:00:00.5Z",
    "2025-03-16t00:00:00z, 2025-03-16T00:00:00Z",
    "2025-03-16T00:00:00+01:00, 2025-03-15T23:00:00Z",
    "2025-03-16T00:00:00-05:30, 2025-03-16T05:30:00Z",
    "2025-03-16T00:00:00-00:00, 2025-03-16T00:00:00Z",
    "2025-03-16T00:00:00+23:59, 2025-03-15T00:01:00Z",
    "2024-02-29T12:00:00Z, 2024-02-29T12:00:00Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59.999999999Z",
    "2016-12-31T23:59:60.5Z, 2016-12-31T23:59:59.999999999Z",
    "2017-01-01T00:59:60+01:00, 2016-12-31T23:59:59.999999999Z",
  })
  void everyFormOfTheRfcIsRead(String text, Instant expected) {
    assertThat(Instants.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "1742083200",
        "2025-03-16",
        "2025-03-16T00:00:00",
        "2025-03-16T00:00Z",
        "2025-03-16 00:00:00Z",
        " 2025-03-16T00:00:00Z",
        "2025-03-16T00:00:00Z\n",
        "2025-03-16T00:00:00.Z",
        "2025-03-16T00:00:00,5Z",
        "2025-03-16T00:00:00.1234567890Z",
        "2025-03-16T00:00:00+0100",
        "2025-03-16T00:00:00+24:00",
        "2025-03-16T00:00:00+01:60",
        "2025-02-29T00:00:00Z",
        "2025-13-01T00:00:00Z",
        "2025-03-16T24:00:00Z",
        "2025-03-16T00:60:00Z",
        "2025-03-16T00:00:61Z",
        "2025-03-16T00:00:60Z",
        "2016-12-30T23:59:60Z",
        "+12025-03-16T00:00:00Z",
        "-2025-03-16T00:00:00Z",
        "٢٠٢٥-03-16T00:00:00Z"
      })
  void anythingElseIsNot(String text) {
    assertThat(Instants.parse(text)).isEmpty();
  }

  @Test
  void everyInstantIsReadAtEveryOffset() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      long second = random.nextLong(-60_000_000_000L, 250_000_000_000L);
      Instant instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1));
      String text =
          DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSxxx", Locale.ROOT)
              .format(instant.atOffset(offset));
      assertThat(Instants.parse(text)).as("seed %d: %s", seed, text).contains(instant);
    }
  }

  @Test
  void answersHaveMilliseconds() {
    assertThat(Instants.text(Instant.parse("2025-03-16T00:00:00Z")))
        .isEqualTo("2025-03-16T00:00:00.000Z");
    assertThat(Instants.text(Instant.parse("2025-03-16T00:00:00.123999Z")))
        .isEqualTo("2025-03-16T00:00:00.123Z");
  }
}
