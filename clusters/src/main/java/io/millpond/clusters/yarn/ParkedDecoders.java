package io.millpond.clusters.yarn;

import io.millpond.clusters.Limits;
import io.millpond.logs.SharedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Decoders that were left in the middle of a file, for whoever comes to read on. Clients fetch a
 * long log piece by piece; compressed data can only be decoded from its beginning, so that without
 * this each piece would cost as much as all before it. Safe for use by many threads.
 */
final class ParkedDecoders implements Closeable {
  /** What is decoded: an extent of one aggregated file in one state. */
  record Key(long device, long inode, Extent extent) {}

  /**
   * A decoder and where it is.
   *
   * @param file it reads from, closed with it
   * @param position of the next byte it gives
   */
  record Decoder(SharedFiles.Lease file, InputStream stream, long position) {
    void close() throws IOException {
      try (file) {
        stream.close();
      }
    }
  }

  private record Parked(Key key, Decoder decoder, long atNanos) {}

  private final List<Parked> parked = new ArrayList<>();
  private boolean swept;
  private boolean closed;

  /** Takes the decoder that has the shortest way to {@code offset}; it is the caller's then. */
  synchronized Optional<Decoder> take(Key key, long offset) {
    Optional<Parked> best =
        parked.stream()
            .filter(one -> one.key().equals(key) && one.decoder().position() <= offset)
            .max(Comparator.comparingLong(one -> one.decoder().position()));
    best.ifPresent(parked::remove);
    return best.map(Parked::decoder);
  }

  /** Keeps a decoder for a while. */
  void park(Key key, Decoder decoder) throws IOException {
    Optional<Parked> surplus = Optional.empty();
    synchronized (this) {
      if (closed) {
        surplus = Optional.of(new Parked(key, decoder, 0));
      } else {
        parked.add(new Parked(key, decoder, System.nanoTime()));
        if (parked.size() > Limits.MAX_PARKED_DECODERS) {
          surplus = Optional.of(parked.removeFirst());
        }
        startSweeping();
      }
    }
    if (surplus.isPresent()) {
      surplus.get().decoder().close();
    }
  }

  /** Nobody may come, and a parked decoder keeps its file open. */
  private void startSweeping() {
    if (!swept) {
      swept = true;
      Thread.ofVirtual().name("millpond-parked-decoders").start(this::sweep);
    }
  }

  private void sweep() {
    try {
      List<Parked> idle;
      do {
        TimeUnit.NANOSECONDS.sleep(Limits.PARKED_DECODER_IDLE.toNanos() / 2);
        idle = removeIdle();
        idle.forEach(ParkedDecoders::close);
      } while (isNeeded());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody interrupts it.
    }
  }

  private static void close(Parked idle) {
    try {
      idle.decoder().close();
    } catch (IOException ignored) {
      // It was only read from.
    }
  }

  private synchronized List<Parked> removeIdle() {
    long now = System.nanoTime();
    long most = Limits.PARKED_DECODER_IDLE.toNanos();
    List<Parked> idle = parked.stream().filter(one -> now - one.atNanos() >= most).toList();
    parked.removeAll(idle);
    return idle;
  }

  private synchronized boolean isNeeded() {
    swept = !parked.isEmpty();
    return swept;
  }

  synchronized int size() {
    return parked.size();
  }

  @Override
  public void close() throws IOException {
    List<Parked> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(parked);
      parked.clear();
    }
    for (Parked one : all) {
      one.decoder().close();
    }
  }
}
