package io.millpond.exports.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millpond.logs.records.Head;
import io.millpond.logs.records.JsonText;
import io.millpond.logs.records.Span;
import io.millpond.logs.records.StackTrace;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** What a record says that is JSON. */
final class JsonRecord {
  private JsonRecord() {}

  /** A part of a head as it is meant. */
  static byte[] part(byte[] bytes, Span span, Head head) {
    return head.isEscaped()
        ? JsonText.unescape(bytes, span.from(), span.to())
        : Arrays.copyOfRange(bytes, span.from(), span.to());
  }

  /** The message and, behind it, the exception as Java prints one; in UTF-8. */
  static byte[] message(byte[] bytes, Head head) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Span message = head.message();
    if (message.isPresent()) {
      text.writeBytes(JsonText.unescape(bytes, message.from(), message.to()));
    }
    Span exception = head.exception();
    if (exception.isPresent()) {
      text.write('\n');
      text.writeBytes(StackTrace.text(bytes, exception.from(), exception.to()).getBytes(UTF_8));
    }
    return text.toByteArray();
  }
}
