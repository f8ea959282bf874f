package io.millpond.api.aidp;

import io.millpond.exports.LogPage;
import io.millpond.exports.LogRecord;
import io.millpond.exports.PlatformCluster;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/**
 * {@code ClusterLogCollection}: one summary with all records of the page, each in the envelope of
 * OCI Logging. What is not known of a record is left out of it.
 */
final class SearchJson {
  private static final String TYPE_PREFIX = "com.oraclecloud.aidataplatform.cluster.";

  private final PlatformCluster cluster;
  private final LogPage page;

  /** Names of members that occur, with what they are. */
  private final Set<String> strings = new TreeSet<>();

  private final Set<String> numbers = new TreeSet<>();
  private final Set<String> booleans = new TreeSet<>();

  SearchJson(PlatformCluster cluster, LogPage page) {
    this.cluster = cluster;
    this.page = page;
  }

  void write(JsonGenerator json) {
    json.writeStartObject();
    json.writeArrayPropertyStart("items");
    json.writeStartObject();
    json.writeArrayPropertyStart("results");
    for (LogRecord record : page.records()) {
      json.writeStartObject();
      json.writeObjectPropertyStart("data");
      new Envelope(json, record).write();
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("fields");
    fields(json, strings, "STRING");
    fields(json, numbers, "NUMBER");
    fields(json, booleans, "BOOLEAN");
    json.writeEndArray();
    json.writeObjectPropertyStart("summary");
    json.writeNumberProperty("resultCount", page.records().size());
    json.writeNumberProperty("fieldCount", strings.size() + numbers.size() + booleans.size());
    unread(json);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, Set<String> names, String type) {
    for (String name : names) {
      json.writeStartObject();
      json.writeStringProperty("fieldName", name);
      json.writeStringProperty("fieldType", type);
      json.writeEndObject();
    }
  }

  /** There only where something could not be read: so the page may lack records. */
  private void unread(JsonGenerator json) {
    if (page.unread().isEmpty()) {
      return;
    }
    json.writeNumberProperty("unreadCount", page.unread().size());
    json.writeArrayPropertyStart("unread");
    page.unread().stream()
        .limit(Limits.MAX_TOLD_FILES)
        .forEach(file -> {
          json.writeStartObject();
          json.writeStringProperty("file", file.file());
          json.writeStringProperty("reason", file.reason());
          json.writeEndObject();
        });
    json.writeEndArray();
  }

  /** One record. */
  private final class Envelope {
    private final JsonGenerator json;
    private final LogRecord record;
    private String path = "";

    Envelope(JsonGenerator json, LogRecord record) {
      this.json = json;
      this.record = record;
    }

    void write() {
      String time = Instants.text(Instant.ofEpochMilli(record.timeMillis()));
      number("datetime", record.timeMillis());
      open("logContent");
      string("id", record.id());
      string("time", time);
      string("specversion", "1.0");
      string("source", cluster.ref().cluster());
      string("subject", record.subject());
      string("type", TYPE_PREFIX + record.type());
      open("oracle");
      string("ingestedtime", time);
      string("loggroupid", cluster.ref().workspace());
      string("logid", cluster.ref().cluster());
      close();
      open("data");
      data();
      close();
      close();
    }

    private void data() {
      string("message", record.message());
      string("logLevel", record.level());
      string("thread", record.thread());
      string("logger", record.logger());
      string("opcRequestId", record.opcRequestId());
      string("executionContextId", record.executionContextId());
      string("logStreamType", record.stream());
      string("eventType", record.eventType());
      string("jobRunKey", record.jobRunKey());
      string("taskRunKey", record.taskRunKey());
      string("file", record.file());
      number("offset", record.offset());
      if (record.isCut()) {
        booleans.add(path + "isCut");
        json.writeBooleanProperty("isCut", true);
      }
    }

    private void open(String name) {
      json.writeObjectPropertyStart(name);
      path += name + ".";
    }

    private void close() {
      json.writeEndObject();
      path = path.substring(0, path.lastIndexOf('.', path.length() - 2) + 1);
    }

    private void string(String name, Optional<String> value) {
      string(name, value.orElse(""));
    }

    private void string(String name, String value) {
      // A record may well say nothing.
      if (!value.isEmpty() || name.equals("message")) {
        strings.add(path + name);
        json.writeStringProperty(name, value);
      }
    }

    private void number(String name, long value) {
      numbers.add(path + name);
      json.writeNumberProperty(name, value);
    }
  }
}
