package io.millpond.clusters.kubernetes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of a CRI log, said once more in the plainest way. */
final class NaiveCri {
  private static final Pattern RECORD =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "(Z|[+-][0-9]{2}:[0-9]{2}) (stdout|stderr) ([FP])(:[^ \\n]{0,62})? (.*)",
          Pattern.DOTALL);

  private NaiveCri() {}

  static byte[] text(byte[] log, CriStream stream) {
    String all = new String(log, StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int at = 0; at < all.length(); ) {
      int newline = all.indexOf('\n', at);
      String line = newline < 0 ? all.substring(at) : all.substring(at, newline);
      Matcher record = RECORD.matcher(line);
      if (record.matches() && record.group(3).equals(stream.text())) {
        text.writeBytes(record.group(6).getBytes(StandardCharsets.ISO_8859_1));
        if (newline >= 0 && record.group(4).equals("F")) {
          text.write('\n');
        }
      }
      at = newline < 0 ? all.length() : newline + 1;
    }
    return text.toByteArray();
  }
}
