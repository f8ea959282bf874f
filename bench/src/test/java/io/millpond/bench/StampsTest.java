package io.millpond.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StampsTest {
  private static int take(Stamps stamps, String text, int most) {
    ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
    return stamps.take(bytes, 0, bytes.limit(), most);
  }

  @Test
  void findsStampsAmongOtherText() {
    Stamps stamps = new Stamps();
    String text = "user@example data: " + Stamps.now() + " x " + Stamps.now() + " @12345";

    assertThat(take(stamps, text, Integer.MAX_VALUE)).isEqualTo(2);
    assertThat(stamps.count()).isEqualTo(2);
    assertThat(stamps.millis(1)).isBetween(0.0, 60_000.0);
  }

  @Test
  void takesTheOldestOnly() {
    Stamps stamps = new Stamps();

    assertThat(take(stamps, Stamps.now() + " " + Stamps.now() + " ", 1)).isEqualTo(1);
  }

  @Test
  void aStampThatIsCutIsNone() {
    String stamp = Stamps.now();

    assertThat(take(new Stamps(), stamp.substring(0, stamp.length() - 1), 1)).isZero();
  }
}
