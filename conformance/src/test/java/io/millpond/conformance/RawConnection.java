package io.millpond.conformance;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One TCP connection that sends exactly what it is given. Ready-made clients normalise paths,
 * refuse bad escapes and follow rules the server must not count on; this one has none.
 */
final class RawConnection implements Closeable {
  /** The head of a response, its body still on the way. */
  record Head(int status, Map<String, List<String>> headers, RawBody body) {
    RawResponse readAll() throws IOException {
      return new RawResponse(status, headers, body.readAllBytes());
    }
  }

  private final Socket socket;
  private final InputStream in;

  private RawConnection(Socket socket, InputStream in) {
    this.socket = socket;
    this.in = in;
  }

  static RawConnection open(URI base) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) Limits.READ_TIMEOUT.toMillis());
      socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
      return new RawConnection(socket, new BufferedInputStream(socket.getInputStream(), 1 << 16));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** A request head; headers are whole lines such as {@code Accept: text/plain}. */
  static String request(String method, String target, List<String> headers) {
    StringBuilder head =
        new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    if (headers.stream().noneMatch(h -> h.toLowerCase(Locale.ROOT).startsWith("host:"))) {
      head.append("Host: localhost\r\n");
    }
    headers.forEach(h -> head.append(h).append("\r\n"));
    return head.append("\r\n").toString();
  }

  /** Headers of a request, and what they do not yet say of its body; none where it is empty. */
  static List<String> withBody(String json, List<String> headers) {
    List<String> all = new ArrayList<>(headers);
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    if (length > 0) {
      addMissing(all, "Content-Length", Integer.toString(length));
      addMissing(all, "Content-Type", "application/json");
    }
    return all;
  }

  private static void addMissing(List<String> headers, String name, String value) {
    if (headers.stream().noneMatch(line -> line.regionMatches(true, 0, name, 0, name.length()))) {
      headers.add(name + ": " + value);
    }
  }

  /** Writes characters U+0000 to U+00FF as the bytes they name. */
  void send(String latin1) throws IOException {
    send(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Silence allowed from now on, in milliseconds. */
  void readTimeoutMillis(int millis) throws SocketException {
    socket.setSoTimeout(millis);
  }

  /** The next response's head; interim responses are skipped. */
  Head receiveHead(String method) throws IOException {
    while (true) {
      String statusLine = RawBody.readLine(in);
      int status = parseStatus(statusLine);
      Map<String, List<String>> headers = new LinkedHashMap<>();
      for (String line = RawBody.readLine(in); !line.isEmpty(); line = RawBody.readLine(in)) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
          throw new IOException("not a header: " + Quote.of(line));
        }
        headers
            .computeIfAbsent(
                line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
      if (status >= 200) {
        return new Head(status, headers, body(method, status, headers));
      }
    }
  }

  RawResponse receive(String method) throws IOException {
    return receiveHead(method).readAll();
  }

  private static int parseStatus(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
      throw new IOException("not a status line: " + Quote.of(line));
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private RawBody body(String method, int status, Map<String, List<String>> headers) {
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return new RawBody(in, RawBody.Framing.NONE, 0);
    }
    if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
      return new RawBody(in, RawBody.Framing.CHUNKED, 0);
    }
    List<String> length = headers.getOrDefault("content-length", List.of());
    return length.isEmpty()
        ? new RawBody(in, RawBody.Framing.UNTIL_CLOSE, 0)
        : new RawBody(in, RawBody.Framing.LENGTH, Long.parseLong(length.getFirst()));
  }

  /** Whether the server ends the connection, and sends nothing more before it does. */
  boolean isEnded() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  /** Ends the connection with a reset, as a client that dies does. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
