package io.millpond.logs;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileStatusTest {
  /** In struct statx, {@code stx_mtime.tv_sec}. */
  private static final long MODIFIED_SECONDS = 112;

  /** A file system keeps what its owner says: tmpfs all 64 bits. */
  @ParameterizedTest
  @CsvSource({
    "1795147340, 2026-11-20T04:02:20Z",
    "-1, 1969-12-31T23:59:59Z",
    "10000000000000000, 9999-12-31T23:59:59Z",
    "9223372036854775807, 9999-12-31T23:59:59Z",
    "-9223372036854775808, 0000-01-01T00:00:00Z",
  })
  void aTimeThatNobodyCanHaveWrittenIsBounded(long seconds, Instant time) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment statx = arena.allocate(StatxBuffer.BYTES, 8);
      statx.set(JAVA_LONG, MODIFIED_SECONDS, seconds);
      assertThat(StatxBuffer.status(statx, "a").modified()).isEqualTo(time);
    }
  }

  @Test
  void theNumberOfAFileIsSoonThatOfAnotherOne() {
    FileStatus file = made(7, Optional.of(Instant.EPOCH));
    assertThat(file.isSameFile(made(7, Optional.of(Instant.EPOCH)))).isTrue();
    assertThat(file.isSameFile(made(7, Optional.of(Instant.EPOCH.plusNanos(1))))).isFalse();
    assertThat(file.isSameFile(made(8, Optional.of(Instant.EPOCH)))).isFalse();
    assertThat(file.isSameFile(made(7, Optional.empty()))).isTrue();
    assertThat(made(7, Optional.empty()).isSameFile(file)).isTrue();
  }

  private static FileStatus made(long inode, Optional<Instant> created) {
    return new FileStatus(
        "a", FileStatus.Kind.REGULAR, 0, Instant.MAX, 0644, 1, "u", "g", 1, inode, created);
  }
}
