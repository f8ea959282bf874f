package io.millpond.exports.standing;

import io.millpond.exports.ExportFile;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Limits;
import io.millpond.exports.Link;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** What files are called, and what kind they are. */
final class Names {
  private static final String NAMESPACE = "millpond";
  private static final String BUCKET = "cluster-logs";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Names() {}

  /** {@code <cluster>_<kind of log>_<begin>_<end>.log}: what is not plain in a name left out. */
  static String object(String cluster, ExportRequest request) {
    return String.join(
            "_",
            plain(cluster),
            plain(request.logContentTypeContains()),
            plain(time(request.timeBegin())),
            plain(time(request.timeEnd())))
        + switch (request.form()) {
          case TEXT -> ".log";
          case GZIP -> ".log.gz";
          case JSON_LINES -> ".jsonl";
        };
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static String plain(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9-]", "");
    return plain.substring(0, Math.min(plain.length(), Limits.MAX_NAME_PART_CHARS));
  }

  static Link link(String secret, String object) {
    return new Link(secret, NAMESPACE, BUCKET, object);
  }

  /** Whether a link names an object, secret aside. */
  static boolean fits(Link link, String object) {
    return link.namespace().equals(NAMESPACE)
        && link.bucket().equals(BUCKET)
        && link.object().equals(object);
  }

  static ExportFile file(Path path, Row row, Published published) {
    return new ExportFile(
        row.operation().key(),
        row.operation().createdBy(),
        path,
        row.object(),
        mediaType(row.operation().request().form()),
        published.bytes(),
        published.md5(),
        HexFormat.of().formatHex(Base64.getDecoder().decode(published.md5())),
        row.operation().timeFinished().orElseThrow(),
        published.expires());
  }

  private static String mediaType(ExportRequest.Form form) {
    return switch (form) {
      case TEXT -> "text/plain; charset=utf-8";
      case GZIP -> "application/gzip";
      case JSON_LINES -> "application/x-ndjson";
    };
  }
}
