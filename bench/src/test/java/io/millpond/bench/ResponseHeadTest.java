package io.millpond.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ResponseHeadTest {
  private static Optional<ResponseHead> parse(String read) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    buffer.put(read.getBytes(StandardCharsets.ISO_8859_1));
    Optional<ResponseHead> head = ResponseHead.parse(buffer);
    assertThat(buffer.position()).isEqualTo(read.length());
    return head;
  }

  @Test
  void theLengthIsFoundWhereverItStands() throws IOException {
    String head = "HTTP/1.1 206 Partial\r\nContent-Length: 17\r\nX-Content-Length: 3\r\n\r\n";
    assertThat(parse(head)).contains(new ResponseHead(head.length(), 17));
    assertThat(parse(head + "body" + "x".repeat(9000)))
        .contains(new ResponseHead(head.length(), 17));
    assertThat(parse("HTTP/1.1 200 OK\r\nA: b\r\ncontent-length:0\r\n\r\n"))
        .contains(new ResponseHead(43, 0));
  }

  @Test
  void halfAHeadIsNone() throws IOException {
    assertThat(parse("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n")).isEmpty();
  }

  @Test
  void whatCannotBeMeasuredIsAnError() {
    assertThatThrownBy(() -> parse("HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("404");
    assertThatThrownBy(() -> parse("HTTP/1.1 200 OK\r\nX: 1\r\n\r\nContent-Length: 1\r\n\r\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Content-Length");
  }
}
