package io.millpond.cli.demo;

/**
 * Bob Jenkins' {@code hashlittle2} (lookup3, public domain), as journal files without keyed hashes
 * use it: the two halves of a 64-bit hash.
 */
final class JenkinsHash {
  private JenkinsHash() {}

  static long hash64(byte[] key) {
    int a = 0xdeadbeef + key.length;
    int b = a;
    int c = a;
    int at = 0;
    int left = key.length;
    while (left > 12) {
      a += word(key, at);
      b += word(key, at + 4);
      c += word(key, at + 8);
      a -= c;
      a ^= Integer.rotateLeft(c, 4);
      c += b;
      b -= a;
      b ^= Integer.rotateLeft(a, 6);
      a += c;
      c -= b;
      c ^= Integer.rotateLeft(b, 8);
      b += a;
      a -= c;
      a ^= Integer.rotateLeft(c, 16);
      c += b;
      b -= a;
      b ^= Integer.rotateLeft(a, 19);
      a += c;
      c -= b;
      c ^= Integer.rotateLeft(b, 4);
      b += a;
      at += 12;
      left -= 12;
    }
    if (left > 0) {
      a += word(key, at);
      b += word(key, at + 4);
      c += word(key, at + 8);
      c ^= b;
      c -= Integer.rotateLeft(b, 14);
      a ^= c;
      a -= Integer.rotateLeft(c, 11);
      b ^= a;
      b -= Integer.rotateLeft(a, 25);
      c ^= b;
      c -= Integer.rotateLeft(b, 16);
      a ^= c;
      a -= Integer.rotateLeft(c, 4);
      b ^= a;
      b -= Integer.rotateLeft(a, 14);
      c ^= b;
      c -= Integer.rotateLeft(b, 24);
    }
    return ((long) c << 32) | (b & 0xffff_ffffL);
  }

  /** Four bytes, little-endian; beyond the end they are zero. */
  private static int word(byte[] key, int at) {
    int word = 0;
    for (int i = 0; i < 4 && at + i < key.length; i++) {
      word |= (key[at + i] & 0xff) << (8 * i);
    }
    return word;
  }
}
