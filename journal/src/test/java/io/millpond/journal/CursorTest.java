package io.millpond.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final String REAL =
      "s=e7fe8c1dd6e84d45830e4d08ef9e6e99;i=1;b=2c357020b6e54863a5ac9dee71d5872c;m=1e8480;t=5af3107b34240;x=5bd53f9031579a1f";

  @Test
  void whatIsParsedIsWrittenAgain() throws InvalidCursorException {
    Cursor cursor = Cursor.parse(REAL);
    assertThat(cursor.seqnum()).isEqualTo(1);
    assertThat(cursor.monotonicMicros()).isEqualTo(2_000_000);
    assertThat(cursor.realtimeMicros()).isEqualTo(1_600_000_001_000_000L);
    assertThat(cursor).hasToString(REAL);
  }

  @Test
  void numbersUseAllTheirDigits() throws InvalidCursorException {
    String extreme =
        "s=00000000000000000000000000000000;i=0;b=ffffffffffffffffffffffffffffffff;m=10;t=ffffffffffffffff;x=8000000000000000";
    assertThat(Cursor.parse(extreme)).hasToString(extreme);
  }

  @Test
  void idsOfAnotherLengthAreTakenAsDcosTakesThem() throws InvalidCursorException {
    assertThat(Cursor.parse("s=1;i=1;b=" + "a".repeat(33) + ";m=1;t=1;x=1").seqnumId())
        .isEqualTo(new Id128(0, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "s=1;i=1;b=1;m=1;t=1",
        "s=1;i=1;b=1;m=1;t=1;x=1;",
        "i=1;s=1;b=1;m=1;t=1;x=1",
        "s=1;i=;b=1;m=1;t=1;x=1",
        "s=1;i=g;b=1;m=1;t=1;x=1",
        "s=1;i=-1;b=1;m=1;t=1;x=1",
        "s=1;i=11112222333344445;b=1;m=1;t=1;x=1",
        "s=1234567890123456789012345678901234;i=1;b=1;m=1;t=1;x=1",
        "s=1;i=1;b=1;m=1;t=1;x=\u0661"
      })
  void anythingElseIsRefused(String text) {
    assertThatExceptionOfType(InvalidCursorException.class).isThrownBy(() -> Cursor.parse(text));
  }
}
