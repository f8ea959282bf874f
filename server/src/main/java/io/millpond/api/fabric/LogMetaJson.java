package io.millpond.api.fabric;

import io.millpond.clusters.Container;
import io.millpond.clusters.StoredFile;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/**
 * Metadata of logs as the API shows it. Driver files have {@code length} (a number) and {@code
 * lastModified}; executor files have YARN's {@code fileSize} (a string) and {@code
 * lastModifiedTime}, and the driver's members beside them.
 */
final class LogMetaJson {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter YARN =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z uuuu", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private LogMetaJson() {}

  /** One container's files. */
  record Listing(Container container, List<StoredFile> files) {}

  /** One driver file in its container. */
  static void one(JsonGenerator json, Container container, StoredFile file) {
    startContainer(json, container);
    json.writeName("containerLogMeta");
    file(json, file, true);
    json.writeEndObject();
  }

  /** Several driver files in their container. */
  static void rolling(JsonGenerator json, Listing listing) {
    startContainer(json, listing.container());
    json.writeArrayPropertyStart("containerLogMeta");
    for (StoredFile file : listing.files()) {
      file(json, file, false);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The files of several containers, executors' as drivers'. */
  static void executors(JsonGenerator json, List<Listing> listings) {
    json.writeStartArray();
    for (Listing listing : listings) {
      startContainer(json, listing.container());
      json.writeArrayPropertyStart("containerLogMeta");
      for (StoredFile file : listing.files()) {
        json.writeStartObject();
        json.writeStringProperty("fileName", file.name());
        json.writeStringProperty("fileSize", Long.toString(file.length()));
        json.writeStringProperty("lastModifiedTime", YARN.format(file.lastModified()));
        json.writeNumberProperty("length", file.length());
        json.writeStringProperty("lastModified", millis(file.lastModified()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** A file on its own. */
  static void file(JsonGenerator json, StoredFile file, boolean withCreation) {
    json.writeStartObject();
    json.writeStringProperty("fileName", file.name());
    json.writeNumberProperty("length", file.length());
    json.writeStringProperty("lastModified", millis(file.lastModified()));
    if (withCreation && file.created().isPresent()) {
      json.writeStringProperty("creationTime", millis(file.created().get()));
    }
    json.writeObjectPropertyStart("metaData");
    json.writeEndObject();
    json.writeEndObject();
  }

  static String millis(Instant time) {
    return MILLIS.format(time);
  }

  private static void startContainer(JsonGenerator json, Container container) {
    json.writeStartObject();
    json.writeStringProperty("containerId", container.id());
    json.writeStringProperty("nodeId", container.nodeId());
  }
}
