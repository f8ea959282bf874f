package io.millpond.journal;

/**
 * Bob Jenkins' public-domain lookup3 {@code hashlittle2}, both halves as one number: the hash of
 * journal files without a key, and of the xor-hash of every entry.
 */
public final class LookupHash {
  private int a;
  private int b;
  private int c;

  private LookupHash(int length) {
    a = b = c = 0xdeadbeef + length;
  }

  /** The hash of all of {@code data}. */
  public static long hash(byte[] data) {
    LookupHash h = new LookupHash(data.length);
    int at = 0;
    int left = data.length;
    if (left == 0) {
      return ((long) h.c << 32) | (h.b & 0xffffffffL);
    }
    while (left > 12) {
      h.add(data, at, 12);
      h.mix();
      at += 12;
      left -= 12;
    }
    h.add(data, at, left);
    h.finish();
    return ((long) h.c << 32) | (h.b & 0xffffffffL);
  }

  private void add(byte[] data, int at, int length) {
    a += word(data, at, Math.min(4, length));
    b += word(data, at + 4, Math.min(4, length - 4));
    c += word(data, at + 8, Math.min(4, length - 8));
  }

  private static int word(byte[] data, int at, int length) {
    int word = 0;
    for (int i = 0; i < length; i++) {
      word |= (data[at + i] & 0xff) << (8 * i);
    }
    return word;
  }

  private void mix() {
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
  }

  private void finish() {
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
}
