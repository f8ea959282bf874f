package io.millpond.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The same small range, asked of servers that differ in what {@code auth} says, in turns; each
 * server writes an access log, too.
 */
final class SmallReads {
  static final Metric REQUESTS = new Metric("1,000 bytes", "requests/s");
  private static final Metric P99 = new Metric("p99", "ms");
  private static final Metric CPU = new Metric("CPU of the server", "us a request");
  private static final int CONNECTIONS = 64;
  private static final long FILE_BYTES = 1L << 20;
  private static final String RANGE = "Range: bytes=1000-1999";

  static final String CLIENT =
      "Client: wrk -t1 with %d connections, the same range again and again.".formatted(CONNECTIONS);

  /** One caller asks for more a second than one usually may. */
  private static final String LIMITS = "limits: {maxRequestRatePerCaller: 0}\n";

  /**
   * One of the servers.
   *
   * @param auth the value of {@code auth} in its configuration
   * @param headers that the client sends
   */
  record Variant(String name, String auth, List<String> headers) {
    Variant(String name, String auth) {
      this(name, auth, List.of());
    }
  }

  private record Running(MillpondServer server, List<String> headers) {
    Wrk read(String path, long seconds) throws IOException, InterruptedException {
      return Wrk.run(server.port(), path, CONNECTIONS, seconds, headers.toArray(String[]::new));
    }
  }

  private SmallReads() {}

  static Samples compare(Options options, List<Variant> variants)
      throws IOException, InterruptedException {
    Sandbox sandbox = new Sandbox(options.data());
    String file = "audited.log";
    DataFiles.warm(DataFiles.textFile(sandbox.files(), file, FILE_BYTES));
    String path = sandbox.download(file);
    Samples samples = new Samples();
    List<Running> turns = new ArrayList<>();
    try {
      for (Variant variant : variants) {
        turns.add(start(options, sandbox, variant));
      }
      for (Running one : turns) {
        one.read(path, options.size(20, 2));
      }
      for (int round = 0; round < options.rounds(); round++) {
        for (Running one : turns) {
          measure(options, one, path, samples);
        }
        Collections.rotate(turns, 1);
      }
    } finally {
      turns.forEach(one -> one.server.close());
    }
    return samples;
  }

  private static Running start(Options options, Sandbox sandbox, Variant variant)
      throws IOException {
    String sections = sandbox.configuration() + LIMITS;
    MillpondServer server =
        MillpondServer.startAs(variant.name(), options, sections, variant.auth());
    List<String> headers = new ArrayList<>(variant.headers());
    headers.add(RANGE);
    return new Running(server, headers);
  }

  private static void measure(Options options, Running one, String path, Samples samples)
      throws IOException, InterruptedException {
    long seconds = options.size(5, 2);
    double cpu = one.server.cpuSeconds();
    Wrk found = one.read(path, seconds);
    cpu = one.server.cpuSeconds() - cpu;
    String name = one.server.name();
    samples.add(REQUESTS, name, found.requests());
    samples.add(P99, name, found.p99());
    samples.add(CPU, name, cpu * 1e6 / (found.requests() * seconds));
  }
}
