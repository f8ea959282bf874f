package io.millpond.clusters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Limits;
import io.millpond.logs.ByteSource;
import io.millpond.logs.FileStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line may be longer than the heap. */
final class HugeLineTest {
  private static final long BYTES = 1L << 30;
  private static final byte[] FILLING = new byte[Limits.CRI_BLOCK_BYTES];

  static {
    Arrays.fill(FILLING, (byte) 'x');
  }

  /** So long a line of x, after some beginning and without an end. */
  private static final class HugeLog implements CriFile {
    private final byte[] head;
    private long bytesRead;

    HugeLog(String head) {
      this.head = head.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public FileStatus status() {
      return new FileStatus(
          "0.log", FileStatus.Kind.REGULAR, BYTES, Instant.EPOCH, 0640, 1, "me", "us", 1, 2);
    }

    @Override
    public FileStatus now() {
      return status();
    }

    @Override
    public boolean compressed() {
      return false;
    }

    @Override
    public ByteSource open() {
      return new ByteSource() {
        @Override
        public long size() {
          return BYTES;
        }

        @Override
        public int read(ByteBuffer target, long position) {
          int count = (int) Math.min(target.remaining(), BYTES - position);
          int from = target.position();
          target.put(FILLING, 0, count);
          for (int i = 0; i < count && position + i < head.length; i++) {
            target.put(from + i, head[(int) position + i]);
          }
          bytesRead += count;
          return count;
        }

        @Override
        public void close() {}
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T04:02:47.000104729Z stdout F :, 40",
    "2026-11-20T04:02:47.000104729Z stdout P :, 40",
    "2026-11-20T04:02:47.000104729Z stdout F:, 1073741824",
    "2026-11-20T04:02:47.000104729Z, 1073741824",
    "garbage, 1073741824"
  })
  void isReadInPiecesAndFromItsMiddle(String head, long headBytes) throws IOException {
    HugeLog log = new HugeLog(head);
    CriLength length = new CriIndex().length(log).orElseThrow();

    assertThat(length.stdout().bytes()).isEqualTo(BYTES - headBytes);
    assertThat(length.stderr().bytes()).isZero();
    log.bytesRead = 0;
    CriPart part = new CriPart("0.log", log.open(), length, CriStream.STDOUT, false);
    long last = Math.max(0, length.stdout().bytes() - 100);
    try (InputStream in = new CriContent(List.of(part)).from(last)) {
      assertThat(in.readAllBytes()).hasSize((int) (length.stdout().bytes() - last));
    }
    assertThat(log.bytesRead).isLessThan(3L * Limits.CRI_CHECKPOINT_BYTES);
  }
}
