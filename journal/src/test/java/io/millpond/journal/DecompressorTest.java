package io.millpond.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecompressorTest {
  private final Decompressor decompressor = new Decompressor(Limits.MAX_FIELD_BYTES);

  @ParameterizedTest
  @ValueSource(ints = {Layout.COMPRESSED_XZ, Layout.COMPRESSED_LZ4, Layout.COMPRESSED_ZSTD})
  void unpacksWhatWasPacked(int how) {
    byte[] payload = "MESSAGE=over and over ".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    Decompressor.Unpacked unpacked = decompressor.unpack(JournalFileWriter.pack(payload, how), how);
    assertThat(unpacked.bytes()).isEqualTo(payload);
    assertThat(unpacked.cut()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {Layout.COMPRESSED_XZ, Layout.COMPRESSED_ZSTD})
  void keepsTheBeginningOfWhatIsTooLong(int how) {
    byte[] huge = new byte[Limits.MAX_FIELD_BYTES + 1];
    Arrays.fill(huge, (byte) 'x');
    Decompressor.Unpacked unpacked = decompressor.unpack(JournalFileWriter.pack(huge, how), how);
    assertThat(unpacked.bytes()).hasSize(Limits.MAX_FIELD_BYTES);
    assertThat(unpacked.cut()).isTrue();
  }

  @Test
  void anLz4SizeThatIsTooLargeIsNotBelieved() {
    byte[] packed = JournalFileWriter.pack(new byte[100], Layout.COMPRESSED_LZ4);
    packed[7] = 0x7f;
    assertThat(decompressor.unpack(packed, Layout.COMPRESSED_LZ4).cut()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {Layout.COMPRESSED_XZ, Layout.COMPRESSED_LZ4, Layout.COMPRESSED_ZSTD})
  void noiseIsDamage(int how) {
    byte[] noise = new byte[64];
    new Random(5).nextBytes(noise);
    noise[7] = (byte) 0xff;
    assertThatExceptionOfType(DamagedException.class)
        .isThrownBy(() -> decompressor.unpack(noise, how));
  }

  @Test
  void severalCompressionsAtOnceAreDamage() {
    assertThatExceptionOfType(DamagedException.class)
        .isThrownBy(() -> decompressor.unpack(new byte[10], 3));
  }
}
