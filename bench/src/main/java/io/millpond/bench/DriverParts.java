package io.millpond.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Parts of 1 MiB anywhere in a driver's long log, which lies in the page cache. */
final class DriverParts implements Comparison {
  private static final int CONNECTIONS = 16;
  private static final int PART_BYTES = 1 << 20;
  private static final int CHECKED = 20;
  private static final Metric REQUESTS = new Metric("rate", "requests/s");
  private static final Metric P50 = new Metric("median", "ms");
  private static final Metric P99 = new Metric("p99", "ms");
  private static final Metric CPU = new Metric("CPU of the server", "us a request");

  @Override
  public String name() {
    return "fabric-partial";
  }

  @Override
  public List<Tool> tools() {
    return List.of(Tool.NGINX);
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    SparkDriver driver = new SparkDriver(options, "parts");
    Path log = link(TailOfFile.large(options), driver.files().resolve(SparkDriver.LOG));
    DataFiles.warm(log);
    long last = Files.size(log) - PART_BYTES;
    Samples samples = new Samples();
    try (Server millpond = MillpondServer.start(options, driver.configuration(), "");
        Server sendfile = NginxServer.start(options, driver.files(), NginxServer.Mode.SENDFILE);
        Server copy = NginxServer.start(options, driver.files(), NginxServer.Mode.COPY)) {
      check(millpond, driver, log);
      List<Server> servers = new ArrayList<>(List.of(millpond, sendfile, copy));
      for (int round = -1; round < options.rounds(); round++) {
        SplittableRandom random = new SplittableRandom(round);
        for (Server server : servers) {
          Supplier<String> requests =
              server instanceof MillpondServer
                  ? () -> part(driver, random.nextLong(last + 1))
                  : () -> range(random.nextLong(last + 1));
          measure(options, round, server, requests, samples);
        }
        Collections.rotate(servers, round < 0 ? 0 : 1);
      }
    }
    return new Result(
        name(),
        "1 MiB anywhere in a driver log of %d MiB, %d connections"
            .formatted((last + PART_BYTES) >> 20, CONNECTIONS),
        samples,
        List.of(
            Goal.atLeast("requests/s, at least 5,000", REQUESTS, 5000),
            Goal.atMost("p99 in ms, at most 10", P99, 10)),
        List.of(
            "Client: one thread that reads all connections into a buffer of 256 KiB; shares the"
                + " cores.",
            "nginx is asked for the same parts with Range, for comparison. Some parts are compared"
                + " with the file first."));
  }

  /** The same file once more, without its bytes. */
  private static Path link(Path file, Path link) throws IOException {
    if (!Files.exists(link) || !Files.isSameFile(file, link)) {
      Files.deleteIfExists(link);
      Files.createLink(link, file);
    }
    return link;
  }

  private static String part(SparkDriver driver, long offset) {
    return "GET "
        + driver.part(SparkDriver.LOG, offset, PART_BYTES)
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  }

  private static String range(long offset) {
    return "GET /%s HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=%d-%d\r\n\r\n"
        .formatted(SparkDriver.LOG, offset, offset + PART_BYTES - 1);
  }

  private static void check(Server millpond, SparkDriver driver, Path log)
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom();
    try (WebClient client = new WebClient(millpond);
        FileChannel channel = FileChannel.open(log)) {
      for (int i = 0; i < CHECKED; i++) {
        long offset = random.nextLong(channel.size() - PART_BYTES + 1);
        ByteBuffer expected = ByteBuffer.allocate(PART_BYTES);
        while (expected.hasRemaining()) {
          channel.read(expected, offset + expected.position());
        }
        byte[] part = client.bytes(driver.part(SparkDriver.LOG, offset, PART_BYTES));
        if (!expected.flip().equals(ByteBuffer.wrap(part))) {
          throw new IOException("not the bytes at " + offset);
        }
      }
    }
  }

  private static void measure(
      Options options, int round, Server server, Supplier<String> requests, Samples samples)
      throws IOException {
    try (PartsClient client = new PartsClient(server.port(), CONNECTIONS, PART_BYTES, requests)) {
      if (round < 0) {
        double warmUp = options.size(server instanceof MillpondServer ? 15 : 3, 2);
        client.run(warmUp);
        return;
      }
      double cpu = server.cpuSeconds();
      double seconds = options.size(6, 2);
      PartsClient.Found found = client.run(seconds);
      cpu = server.cpuSeconds() - cpu;
      samples.add(REQUESTS, server.name(), found.requests());
      samples.add(P50, server.name(), found.p50());
      samples.add(P99, server.name(), found.p99());
      samples.add(CPU, server.name(), cpu * 1e6 / (found.requests() * seconds));
    }
  }
}
