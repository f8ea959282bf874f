package io.millpond.api.dcos;

import java.nio.charset.StandardCharsets;

/**
 * Lines of a task's file as JSON objects: {@code {"fields":{"AGENT_ID":…,"MESSAGE":…},…}}, keys in
 * alphabetical order, values strings.
 */
final class FileJson {
  private static final byte[] PARTIAL =
      "\",\"PARTIAL\":\"true\"}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WHOLE = "\"}".getBytes(StandardCharsets.US_ASCII);

  private final byte[] beforeMessage;

  FileJson(SandboxFile file) {
    ByteBuilder json = new ByteBuilder(256);
    json.append("{\"fields\":{");
    field(json, "AGENT_ID", file.directory().agentId());
    field(json, "CONTAINER_ID", file.container());
    field(json, "EXECUTOR_ID", file.executor());
    field(json, "FILE", file.name());
    field(json, "FRAMEWORK_ID", file.framework());
    json.append("\"MESSAGE\":\"");
    beforeMessage = json.toByteArray();
  }

  private static void field(ByteBuilder json, String name, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    json.append('"').append(name).append("\":\"");
    JsonText.append(text, 0, text.length, json);
    json.append("\",");
  }

  /** Begins an object; what follows is the text of its message. */
  void begin(ByteBuilder json) {
    json.append(beforeMessage);
  }

  /** Ends the message and its fields; members of the object itself may follow, then a brace. */
  void endFields(ByteBuilder json, boolean partial) {
    json.append(partial ? PARTIAL : WHOLE);
  }
}
