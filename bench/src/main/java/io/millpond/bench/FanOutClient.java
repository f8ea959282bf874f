package io.millpond.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Many event streams read by one thread, their bytes thrown away but for a stamp a read. */
final class FanOutClient implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final Duration QUIET_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration QUIET_POLL = Duration.ofMillis(100);
  private static final Duration STEP = Duration.ofMillis(50);

  /** What one follower got since the last {@link #begin}. */
  private static final class Stream {
    private long bytes;
    private boolean isOpen;
  }

  private final Selector selector = Selector.open();
  private final List<SocketChannel> sockets = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Stamps stamps = new Stamps();
  private final Thread thread;
  private volatile boolean isClosing;
  private volatile Optional<IOException> failure = Optional.empty();
  private final AtomicLong received = new AtomicLong();
  private final AtomicInteger open = new AtomicInteger();

  /** Connects so many followers and returns when all were answered. */
  FanOutClient(int port, String path, int followers) throws IOException, InterruptedException {
    String request =
        "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n";
    byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < followers; i++) {
      SocketChannel socket =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      sockets.add(socket);
      socket.write(ByteBuffer.wrap(bytes));
      socket.configureBlocking(false);
      socket.register(selector, SelectionKey.OP_READ, new Stream());
    }
    thread = Thread.ofPlatform().daemon().name("followers").start(this::read);
    long deadline = System.nanoTime() + QUIET_TIMEOUT.toNanos();
    while (open.get() < followers) {
      check();
      if (System.nanoTime() > deadline) {
        throw new IOException("only " + open.get() + " of " + followers + " streams were opened");
      }
      Thread.sleep(QUIET_POLL);
    }
    awaitQuiet();
  }

  private void read() {
    try {
      while (!isClosing) {
        selector.select(this::read, STEP.toMillis());
      }
    } catch (IOException broken) {
      failure = Optional.of(broken);
    }
  }

  private void read(SelectionKey key) {
    Stream stream = (Stream) key.attachment();
    try {
      int read = ((SocketChannel) key.channel()).read(buffer.clear());
      if (read < 0) {
        throw new IOException("a stream ended");
      }
      if (!stream.isOpen) {
        open(stream, read);
      }
      stream.bytes += read;
      received.addAndGet(read);
      stamps.take(buffer, 0, read, 1);
    } catch (IOException broken) {
      key.cancel();
      failure = Optional.of(broken);
    }
  }

  private void open(Stream stream, int read) throws IOException {
    String head = StandardCharsets.ISO_8859_1.decode(buffer.slice(0, read)).toString();
    if (!head.startsWith("HTTP/1.1 200")) {
      throw new IOException(head.lines().findFirst().orElse("no answer"));
    }
    stream.isOpen = true;
    open.incrementAndGet();
  }

  private void check() throws IOException {
    if (failure.isPresent()) {
      throw new IOException(failure.get());
    }
  }

  /** Waits until nothing comes any more. */
  void awaitQuiet() throws IOException, InterruptedException {
    long before = -1;
    while (received.get() != before) {
      check();
      before = received.get();
      Thread.sleep(QUIET_POLL.multipliedBy(3));
    }
  }

  /** Forgets what was measured so far; called while nothing comes. */
  void begin() {
    selector.keys().forEach(key -> ((Stream) key.attachment()).bytes = 0);
    stamps.clear();
  }

  /** What was measured, once nothing comes any more; fails where one got less than another. */
  Stamps end() throws IOException {
    check();
    // A ping may have reached some and not yet others.
    long most = 0;
    long least = Long.MAX_VALUE;
    for (SelectionKey key : selector.keys()) {
      most = Math.max(most, ((Stream) key.attachment()).bytes);
      least = Math.min(least, ((Stream) key.attachment()).bytes);
    }
    if (most - least > 64 || most == 0) {
      throw new IOException("followers got between " + least + " and " + most + " bytes");
    }
    return stamps;
  }

  @Override
  public void close() throws IOException {
    isClosing = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    for (SocketChannel socket : sockets) {
      socket.close();
    }
    selector.close();
  }
}
