package io.millpond.server;

import io.millpond.server.config.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS context of a certificate and a key in files, made anew when they change. What was begun
 * with the old one goes on; new connections have the new one, since it remembers no sessions of the
 * other. Files that are not fit for use change nothing: whoever replaces the two one after the
 * other is seen in between.
 */
final class TlsFiles implements Supplier<SSLContext>, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TlsFiles.class);

  /** By which another state of a file is told; nothing where it cannot be looked at. */
  private record Stamp(FileTime modified, long size, Optional<Object> key) {}

  private final TlsConfig files;
  private final CountDownLatch closed = new CountDownLatch(1);
  private List<Optional<Stamp>> seen;
  private volatile SSLContext context;

  /**
   * Reads the files and looks at them from time to time until it is closed.
   *
   * @throws IOException as {@link PemTls#load} does
   */
  TlsFiles(TlsConfig files, Duration interval) throws IOException {
    this.files = files;
    this.seen = stamps();
    this.context = PemTls.load(files.certificate(), files.key());
    Thread.ofPlatform().name("tls-files").daemon().start(() -> watch(interval));
  }

  @Override
  public SSLContext get() {
    return context;
  }

  private void watch(Duration interval) {
    try {
      while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads the files anew where they have changed; whether they have. */
  synchronized boolean look() {
    List<Optional<Stamp>> now = stamps();
    if (now.equals(seen)) {
      return false;
    }
    seen = now;
    try {
      context = PemTls.load(files.certificate(), files.key());
      log.info("http.tls: the certificate was read anew");
    } catch (IOException | RuntimeException unfit) {
      // Whatever it is, the next certificate has to be seen, too.
      log.error("http.tls: the files have changed and are not used: {}", unfit.toString());
    }
    return true;
  }

  private List<Optional<Stamp>> stamps() {
    return List.of(stamp(files.certificate()), stamp(files.key()));
  }

  private static Optional<Stamp> stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Stamp(now.lastModifiedTime(), now.size(), Optional.ofNullable(now.fileKey())));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
