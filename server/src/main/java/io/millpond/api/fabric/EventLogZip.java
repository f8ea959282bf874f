package io.millpond.api.fabric;

import io.millpond.clusters.StoredFile;
import io.millpond.http.BodyWriter;
import io.millpond.http.Exchange;
import io.millpond.logs.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Event logs as a zip file, made while it is sent, as Spark's history server does. */
final class EventLogZip {
  private EventLogZip() {}

  static void send(
      Exchange exchange, String applicationId, OptionalInt attempt, List<StoredFile> files)
      throws IOException {
    String number = attempt.isPresent() ? "-" + attempt.getAsInt() : "";
    exchange.with(
        "Content-Disposition", Attachment.of("eventLogs-" + applicationId + number + ".zip"));
    BodyWriter body = exchange.body(200, "application/octet-stream");
    if (!body.headersOnly()) {
      Zip zip = new Zip(body.asStream());
      try {
        for (StoredFile file : files) {
          add(zip, file);
        }
        zip.close();
      } finally {
        zip.free();
      }
    }
    body.finish();
  }

  private static void add(ZipOutputStream zip, StoredFile file) throws IOException {
    try (Content content = file.open();
        InputStream in = ContentInput.of(content)) {
      ZipEntry entry = new ZipEntry(file.name());
      entry.setTime(file.lastModified().toEpochMilli());
      zip.putNextEntry(entry);
      in.transferTo(zip);
      zip.closeEntry();
    }
  }

  /**
   * A zip that is not closed on the way out of a failure, as its end must not follow half of it;
   * but what it holds outside of the heap is let go.
   */
  private static final class Zip extends ZipOutputStream {
    Zip(OutputStream target) {
      super(target);
      setLevel(Deflater.BEST_SPEED);
    }

    void free() {
      def.end();
    }
  }
}
