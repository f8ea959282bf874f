package io.millpond.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A plain HTTP/1 connection whose client may forget to escape blanks in a query, as the DC/OS
 * command line does with {@code --filter "MESSAGE:two words"}. Such a blank becomes {@code +},
 * which means the same and keeps the request line well formed; nothing else of a request is
 * touched.
 *
 * <p>Only a request line that begins what was read at once, and lies in it whole, is looked at:
 * more would be a second HTTP parser. What is missed is refused as malformed. Whether a request
 * begins there is asked of the parser: bytes of a body, which may look like anything, are left
 * alone. Under TLS what is read here is ciphertext, and this class is not used.
 */
final class ForgivingEndPoint extends WatchedEndPoint {
  private static final byte[] GET = "GET ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEAD = "HEAD ".getBytes(StandardCharsets.US_ASCII);

  ForgivingEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Connections connections) {
    super(channel, selector, key, scheduler, connections);
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    boolean requestBegins =
        getConnection() instanceof HttpConnection http
            && http.getParser().isStart()
            && !buffer.hasRemaining();
    int filled = super.fill(buffer);
    if (requestBegins && filled > 0) {
      escapeBlanks(buffer, buffer.limit() - filled, buffer.limit());
    }
    return filled;
  }

  /** Escapes the blanks between the question mark and the blank before the protocol. */
  static void escapeBlanks(ByteBuffer bytes, int from, int to) {
    if (!startsWith(GET, bytes, from, to) && !startsWith(HEAD, bytes, from, to)) {
      return;
    }
    int query = -1;
    int lastBlank = -1;
    boolean any = false;
    for (int at = from; at < to; at++) {
      byte next = bytes.get(at);
      if (next == '\r' || next == '\n') {
        break;
      }
      if (next == '?' && query < 0) {
        query = at;
      } else if (next == ' ' && query >= 0) {
        any |= lastBlank >= 0;
        lastBlank = at;
      }
    }
    for (int at = query; any && at < lastBlank; at++) {
      if (bytes.get(at) == ' ') {
        bytes.put(at, (byte) '+');
      }
    }
  }

  private static boolean startsWith(byte[] method, ByteBuffer bytes, int from, int to) {
    if (to - from < method.length) {
      return false;
    }
    for (int i = 0; i < method.length; i++) {
      if (bytes.get(from + i) != method[i]) {
        return false;
      }
    }
    return true;
  }
}
