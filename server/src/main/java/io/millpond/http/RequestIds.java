package io.millpond.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of requests: unique on this server, and unlikely to meet another server's. */
final class RequestIds {
  private final String start = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  private final AtomicLong count = new AtomicLong();

  String next() {
    return start + HexFormat.of().toHexDigits(count.incrementAndGet(), 10);
  }
}
