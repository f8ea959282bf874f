package io.millpond.api.fabric;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Makes the JSON bodies of this dialect. */
final class JsonBody {
  static final String TYPE = "application/json; charset=utf-8";

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonBody() {}

  static byte[] of(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      content.accept(json);
    }
    return bytes.toByteArray();
  }
}
