package io.millpond.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Downloads a file over several connections at once and throws the bytes away. */
final class DownloadClient {
  private static final int BUFFER_BYTES = 1 << 20;

  private DownloadClient() {}

  /**
   * Downloads.
   *
   * @param bytes what every connection must bring
   * @return seconds until the last has all
   */
  static double seconds(int port, String path, int connections, long bytes)
      throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Callable<Long>> downloads = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        downloads.add(() -> download(port, path));
      }
      long began = System.nanoTime();
      List<Future<Long>> all = threads.invokeAll(downloads);
      double seconds = (System.nanoTime() - began) / 1e9;
      for (Future<Long> one : all) {
        if (one.get() != bytes) {
          throw new IOException("got " + one.get() + " bytes instead of " + bytes);
        }
      }
      return seconds;
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    }
  }

  private static long download(int port, String path) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try (SocketChannel socket =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      long length = -1;
      long received = 0;
      while (socket.read(buffer) >= 0) {
        if (length < 0) {
          Optional<ResponseHead> head = ResponseHead.parse(buffer);
          if (head.isEmpty()) {
            continue;
          }
          length = head.get().contentLength();
          received = (long) buffer.position() - head.get().bytes();
        } else {
          received += buffer.position();
        }
        buffer.clear();
      }
      if (received != length) {
        throw new EOFException(received + " of " + length + " bytes");
      }
      return received;
    }
  }
}
