package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForgivingEndPointTest {
  @ParameterizedTest
  @CsvSource({
    "GET /a?filter=x:b c d HTTP/1.1, GET /a?filter=x:b+c+d HTTP/1.1",
    "HEAD /a?b c&d HTTP/1.1, HEAD /a?b+c&d HTTP/1.1",
    "GET /a?b HTTP/1.1, GET /a?b HTTP/1.1",
    "GET /a b HTTP/1.1, GET /a b HTTP/1.1",
    "POST /a?b c HTTP/1.1, POST /a?b c HTTP/1.1",
    "GET /a, GET /a",
    "GETS /a?b c HTTP/1.1, GETS /a?b c HTTP/1.1",
  })
  void escapesBlanksOfTheQueryOnly(String sent, String parsed) {
    String headers = "\r\nHost: a b?c d e\r\n\r\n";
    byte[] bytes = ("xx" + sent + headers).getBytes(StandardCharsets.US_ASCII);
    ForgivingEndPoint.escapeBlanks(ByteBuffer.wrap(bytes), 2, bytes.length);
    assertThat(new String(bytes, StandardCharsets.US_ASCII)).isEqualTo("xx" + parsed + headers);
  }
}
