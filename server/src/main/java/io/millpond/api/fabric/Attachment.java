package io.millpond.api.fabric;

import java.nio.charset.StandardCharsets;

/** The header that has a body saved as a file (RFC 6266). */
final class Attachment {
  private Attachment() {}

  /** A name that needs more than plain letters is given in both forms. */
  static String of(String fileName) {
    StringBuilder plain = new StringBuilder();
    StringBuilder encoded = new StringBuilder();
    for (byte b : fileName.getBytes(StandardCharsets.UTF_8)) {
      boolean isSafe =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || b == '.'
              || b == '_'
              || b == '-';
      plain.append(isSafe ? (char) b : '_');
      encoded.append(isSafe ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
    }
    String header = "attachment; filename=\"" + plain + "\"";
    return encoded.indexOf("%") < 0 ? header : header + "; filename*=UTF-8''" + encoded;
  }
}
