package io.millpond.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Makes JSON bodies. */
public final class JsonBody {
  public static final String TYPE = "application/json";

  /** As some servers say it, though JSON is always UTF-8. */
  public static final String TYPE_WITH_CHARSET = "application/json; charset=utf-8";

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonBody() {}

  /**
   * Writes what {@code content} writes, as it comes.
   *
   * @throws IOException of the target
   */
  public static void write(OutputStream target, Consumer<JsonGenerator> content)
      throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), target)) {
      content.accept(json);
    } catch (JacksonIOException failed) {
      throw failed.getCause();
    }
  }

  /** What {@code content} writes. */
  public static byte[] of(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      content.accept(json);
    }
    return bytes.toByteArray();
  }
}
