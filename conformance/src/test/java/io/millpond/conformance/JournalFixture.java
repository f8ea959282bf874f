package io.millpond.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What journalctl says about a fixture, turned into what the API must say: the same entries, in the
 * shapes of §3.1.
 *
 * @param entries journalctl's JSON, one entry each, in order
 */
record JournalFixture(List<JsonNode> entries) {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** Reads one JSON object a line. */
  static JournalFixture read(Path jsonLines) throws IOException {
    return new JournalFixture(
        Files.readAllLines(jsonLines, StandardCharsets.UTF_8).stream().map(Json::parse).toList());
  }

  /** The n-th entry, counted from 1. */
  JsonNode entry(int number) {
    return entries.get(number - 1);
  }

  String cursor(int number) {
    return entry(number).get("__CURSOR").asString();
  }

  /** The text line of an entry, byte for byte; nothing where it has no message. */
  byte[] text(int number, ZoneId zone) {
    JsonNode entry = entry(number);
    JsonNode message = entry.get("MESSAGE");
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    if (message != null) {
      long micros = Long.parseLong(entry.get("__REALTIME_TIMESTAMP").asString());
      String stamp = STAMP.withZone(zone).format(Instant.ofEpochSecond(micros / 1_000_000));
      line.writeBytes((stamp + ": ").getBytes(StandardCharsets.US_ASCII));
      line.writeBytes(bytes(message));
      line.write('\n');
    }
    return line.toByteArray();
  }

  /** The JSON line of an entry: sorted fields, then cursor, monotonic time, real time. */
  String json(int number) {
    return json(entry(number));
  }

  static String json(JsonNode entry) {
    StringBuilder out = new StringBuilder("{\"fields\":{");
    for (String key : Json.keys(entry).stream().sorted().toList()) {
      if (!key.startsWith("__")) {
        out.append(out.charAt(out.length() - 1) == '{' ? "" : ",");
        out.append(quoted(key)).append(':').append(quoted(value(entry.get(key))));
      }
    }
    return out.append("},\"cursor\":")
        .append(quoted(entry.get("__CURSOR").asString()))
        .append(",\"monotonic_timestamp\":")
        .append(entry.get("__MONOTONIC_TIMESTAMP").asString())
        .append(",\"realtime_timestamp\":")
        .append(entry.get("__REALTIME_TIMESTAMP").asString())
        .append('}')
        .toString();
  }

  /** A field as text: of several values the last, bytes that are no UTF-8 replaced. */
  private static String value(JsonNode node) {
    if (node.isArray() && !node.isEmpty() && !node.get(0).isNumber()) {
      return value(node.get(node.size() - 1));
    }
    return new String(bytes(node), StandardCharsets.UTF_8);
  }

  /** journalctl prints what is no text as an array of byte values. */
  private static byte[] bytes(JsonNode node) {
    if (!node.isArray()) {
      return node.asString().getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    node.forEach(value -> out.write(value.asInt()));
    return out.toByteArray();
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c == '<' || c == '>' || c == '&') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
