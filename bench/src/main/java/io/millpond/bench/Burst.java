package io.millpond.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Many requests at the same moment, each over a connection of its own that is open already. One
 * thread sends them all and reads their answers, which have no bodies: the client shares the
 * processors with the server, and its costs are to be small.
 */
final class Burst {
  private static final int MAX_HEAD_BYTES = 4096;
  private static final long PATIENCE_MILLIS = 30_000;

  private Burst() {}

  /**
   * An answer.
   *
   * @param head status line and headers
   * @param millis from before its request was written to after it was read
   */
  record Answer(String head, double millis) {
    /** The value of a header. */
    String header(String name) throws IOException {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .findFirst()
          .map(line -> line.substring(name.length() + 1).strip())
          .orElseThrow(() -> new IOException("no " + name + " in " + head));
    }
  }

  private static final class Asked {
    private final ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocate(MAX_HEAD_BYTES);
    private long began;
    private double millis;

    private Asked(String request) {
      this.request = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    }

    private String head() {
      return StandardCharsets.ISO_8859_1.decode(answer.duplicate().flip()).toString();
    }
  }

  /**
   * Sends them all.
   *
   * @param requests whole ones, with their bodies
   * @return their answers, in the order of the requests
   */
  static List<Answer> send(int port, List<String> requests) throws IOException {
    List<SocketChannel> sockets = new ArrayList<>();
    List<Asked> all = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (String request : requests) {
        SocketChannel socket =
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        sockets.add(socket);
        socket.configureBlocking(false);
        Asked asked = new Asked(request);
        all.add(asked);
        socket.register(selector, SelectionKey.OP_READ, asked);
      }
      for (int i = 0; i < all.size(); i++) {
        Asked asked = all.get(i);
        asked.began = System.nanoTime();
        while (asked.request.hasRemaining()) {
          sockets.get(i).write(asked.request);
        }
      }
      read(selector, all.size());
    } finally {
      for (SocketChannel socket : sockets) {
        socket.close();
      }
    }
    return all.stream().map(asked -> new Answer(asked.head(), asked.millis)).toList();
  }

  private static void read(Selector selector, int answers) throws IOException {
    for (int left = answers; left > 0; ) {
      if (selector.select(PATIENCE_MILLIS) == 0) {
        throw new IOException(left + " requests have no answer");
      }
      for (SelectionKey key : selector.selectedKeys()) {
        Asked asked = (Asked) key.attachment();
        if (((SocketChannel) key.channel()).read(asked.answer) < 0) {
          throw new EOFException("no answer");
        }
        if (asked.head().endsWith("\r\n\r\n")) {
          asked.millis = (System.nanoTime() - asked.began) / 1e6;
          key.cancel();
          left--;
        }
      }
      selector.selectedKeys().clear();
    }
  }
}
