package io.millpond.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Asks for parts of a file over kept connections, each for the next as soon as it has one. One
 * thread reads them all into one buffer that stays in the processor's cache: the client shares the
 * processors with the server, and its costs are to be small.
 */
final class PartsClient implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final long STEP_MILLIS = 1000;

  /**
   * What was found.
   *
   * @param requests a second
   * @param p50 median latency in ms, from before the request is written to after its last byte
   * @param p99 in ms
   */
  record Found(double requests, double p50, double p99) {}

  private static final class Connection {
    private long begun;
    private long left;
    private boolean hasHead;
  }

  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Supplier<String> requests;
  private final long partBytes;
  private long[] latencies = new long[1 << 16];
  private int count;

  /**
   * Connects.
   *
   * @param requests each with its blank line
   * @param partBytes what each must bring
   */
  PartsClient(int port, int connections, long partBytes, Supplier<String> requests)
      throws IOException {
    this.requests = requests;
    this.partBytes = partBytes;
    for (int i = 0; i < connections; i++) {
      SocketChannel socket =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.configureBlocking(false);
      socket.register(selector, SelectionKey.OP_READ, new Connection());
    }
  }

  /** Asks for so long. */
  Found run(double seconds) throws IOException {
    long began = System.nanoTime();
    long end = began + (long) (seconds * 1e9);
    for (SelectionKey key : selector.keys()) {
      ask((SocketChannel) key.channel(), (Connection) key.attachment());
    }
    while (System.nanoTime() < end) {
      if (selector.select(STEP_MILLIS) == 0) {
        throw new IOException("nothing came for " + STEP_MILLIS + " ms");
      }
      for (SelectionKey key : selector.selectedKeys()) {
        read((SocketChannel) key.channel(), (Connection) key.attachment());
      }
      selector.selectedKeys().clear();
    }
    double taken = (System.nanoTime() - began) / 1e9;
    return new Found(
        count / taken,
        Samples.quantile(latencies, count, 0.5) / 1e6,
        Samples.quantile(latencies, count, 0.99) / 1e6);
  }

  private void ask(SocketChannel socket, Connection connection) throws IOException {
    connection.hasHead = false;
    connection.begun = System.nanoTime();
    ByteBuffer request = StandardCharsets.US_ASCII.encode(requests.get());
    socket.write(request);
    if (request.hasRemaining()) {
      throw new IOException("a request was not taken at once");
    }
  }

  /** Reads what is there, at most one answer. */
  private void read(SocketChannel socket, Connection connection) throws IOException {
    while (true) {
      int read = socket.read(buffer.clear());
      if (read < 0) {
        throw new IOException("the connection was closed");
      }
      if (read == 0) {
        return;
      }
      if (connection.hasHead) {
        connection.left -= read;
      } else {
        // Small, and written in one piece by all servers here.
        ResponseHead head =
            ResponseHead.parse(buffer).orElseThrow(() -> new IOException("a head in pieces"));
        if (head.contentLength() != partBytes) {
          throw new IOException(head.contentLength() + " bytes instead of " + partBytes);
        }
        connection.hasHead = true;
        connection.left = partBytes - (read - head.bytes());
      }
      if (connection.left < 0) {
        throw new IOException("more came than was told");
      }
      if (connection.left == 0) {
        note(System.nanoTime() - connection.begun);
        ask(socket, connection);
        return;
      }
    }
  }

  private void note(long nanos) {
    if (count == latencies.length) {
      latencies = Arrays.copyOf(latencies, 2 * count);
    }
    latencies[count++] = nanos;
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
