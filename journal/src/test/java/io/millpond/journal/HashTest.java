package io.millpond.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HashTest {
  /** The first vectors of the SipHash reference implementation: key 00..0f, message 00 01 02 …. */
  @Test
  void sipHashGivesTheReferenceVectors() {
    long k0 = 0x0706050403020100L;
    long k1 = 0x0f0e0d0c0b0a0908L;
    assertThat(SipHash24.hash(counting(0), k0, k1)).isEqualTo(0x726fdb47dd0e0e31L);
    assertThat(SipHash24.hash(counting(1), k0, k1)).isEqualTo(0x74f839c593dc67fdL);
    assertThat(SipHash24.hash(counting(8), k0, k1)).isEqualTo(0x93f5f5799a932462L);
    assertThat(SipHash24.hash(counting(15), k0, k1)).isEqualTo(0xa129ca6149be45e5L);
  }

  /** From the self test in lookup3.c: hashlittle2 of "" and of a line with both seeds 0. */
  @Test
  void lookup3GivesTheReferenceVectors() {
    assertThat(LookupHash.hash(new byte[0])).isEqualTo(0xdeadbeefdeadbeefL);
    byte[] line = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
    assertThat(LookupHash.hash(line)).isEqualTo(0x17770551ce7226e6L);
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
