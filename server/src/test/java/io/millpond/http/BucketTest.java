package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BucketTest {
  private static final long SECOND = 1_000_000_000L;

  /** Times of the clock wrap around. */
  @ParameterizedTest
  @ValueSource(longs = {0, -5, Long.MAX_VALUE - 10, Long.MIN_VALUE})
  void aSecondsTokensAtOnceAndThenOneAfterAnother(long start) {
    Bucket bucket = new Bucket(10, start);
    for (int i = 0; i < 10; i++) {
      assertThat(bucket.waitNanos(start)).isZero();
      bucket.take(start);
    }
    assertThat(bucket.waitNanos(start)).isEqualTo(SECOND / 10);
    assertThat(bucket.isFull(start)).isFalse();
    long later = start + SECOND / 10;
    assertThat(bucket.waitNanos(later)).isZero();
    bucket.take(later);
    assertThat(bucket.waitNanos(later)).isPositive();
    assertThat(bucket.isFull(start + 2 * SECOND)).isTrue();
    assertThat(bucket.waitNanos(start + 2 * SECOND)).isZero();
  }

  @Test
  void noneAreMissedWhereThereIsNoBound() {
    Bucket bucket = new Bucket(0, 7);
    for (int i = 0; i < 1000; i++) {
      bucket.take(7);
    }
    assertThat(bucket.waitNanos(7)).isZero();
    assertThat(bucket.isFull(7)).isTrue();
  }
}
