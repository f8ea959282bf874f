package io.millpond.conformance;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A bad network: what is asked arrives, and the first answers of all get lost on their way. */
final class LosingProxy implements Closeable {
  private final ServerSocket listener;
  private final URI target;
  private final int losses;
  private final AtomicInteger lost = new AtomicInteger();

  LosingProxy(URI target, int losses) throws IOException {
    this.target = target;
    this.losses = losses;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Answers that were lost so far. */
  int lost() {
    return lost.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(target.getHost(), target.getPort());
        Thread.ofVirtual().start(() -> ask(client, server));
        Thread.ofVirtual().start(() -> answer(server, client));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private static void ask(Socket client, Socket server) {
    try (client;
        server) {
      client.getInputStream().transferTo(server.getOutputStream());
    } catch (IOException e) {
      return; // the other direction has ended it
    }
  }

  private void answer(Socket server, Socket client) {
    try (server;
        client) {
      InputStream in = server.getInputStream();
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (lost.get() < losses) {
          lost.incrementAndGet();
          client.setSoLinger(true, 0);
          return;
        }
        client.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException e) {
      return; // the other direction has ended it
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
