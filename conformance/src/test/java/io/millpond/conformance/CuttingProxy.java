package io.millpond.conformance;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A bad network: passes bytes on and resets each connection after so many of them. */
final class CuttingProxy implements Closeable {
  private final ServerSocket listener;
  private final URI target;
  private final int bytesPerConnection;
  private final AtomicInteger connections = new AtomicInteger();

  CuttingProxy(URI target, int bytesPerConnection) throws IOException {
    this.target = target;
    this.bytesPerConnection = bytesPerConnection;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        connections.incrementAndGet();
        Socket server = new Socket(target.getHost(), target.getPort());
        Thread.ofVirtual().start(() -> pass(client, server, Integer.MAX_VALUE));
        Thread.ofVirtual().start(() -> pass(server, client, bytesPerConnection));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private static void pass(Socket from, Socket to, int limit) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1024];
      for (int left = limit; left > 0; ) {
        int count = in.read(buffer, 0, Math.min(buffer.length, left));
        if (count < 0) {
          return;
        }
        out.write(buffer, 0, count);
        left -= count;
      }
      to.setSoLinger(true, 0);
    } catch (IOException e) {
      return; // the other direction has ended it
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
