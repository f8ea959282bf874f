package io.millpond.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Small reads with every one put on record in the audit trail, and without. */
final class AuditTrail implements Comparison {
  private static final int CONNECTIONS = 64;
  private static final long FILE_BYTES = 1L << 20;
  private static final String OFF = "no trail";
  private static final String ON = MillpondServer.NAME;
  private static final String KEYED = "with a key";
  private static final String RANGE = "Range: bytes=1000-1999";
  private static final Metric REQUESTS = new Metric("1,000 bytes", "requests/s");
  private static final Metric P99 = new Metric("p99", "ms");
  private static final Metric CPU = new Metric("CPU of the server", "us a request");

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public List<Tool> tools() {
    return List.of(Tool.WRK);
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    Sandbox sandbox = new Sandbox(options.data());
    String file = "audited.log";
    DataFiles.warm(DataFiles.textFile(sandbox.files(), file, FILE_BYTES));
    Samples samples = new Samples();
    List<MillpondServer> servers = new ArrayList<>();
    try {
      servers.add(start(options, sandbox, OFF, ""));
      servers.add(start(options, sandbox, ON, ", audit: audit.jsonl, auditRequired: true"));
      servers.add(
          start(
              options,
              sandbox,
              KEYED,
              ", audit: audit.jsonl, auditRequired: true, auditKey: millpond.yaml"));
      List<MillpondServer> turns = new ArrayList<>(servers);
      for (int round = -1; round < options.rounds(); round++) {
        for (MillpondServer server : turns) {
          String path = sandbox.download(file);
          if (round < 0) {
            Wrk.run(server.port(), path, CONNECTIONS, options.size(20, 2), RANGE);
          } else {
            measure(options, server, path, samples);
          }
        }
        Collections.rotate(turns, round < 0 ? 0 : 1);
      }
    } finally {
      servers.forEach(Server::close);
    }
    return new Result(
        name(),
        "ranges of 1,000 bytes, %d connections, each on record".formatted(CONNECTIONS),
        samples,
        List.of(Goal.atLeast("0.9 times what it is without a trail", REQUESTS, 0.9, OFF)),
        List.of(
            "Client: wrk -t1, the same range again and again, without credentials.",
            "Each server writes an access log, too."));
  }

  private static MillpondServer start(Options options, Sandbox sandbox, String name, String auth)
      throws IOException {
    return MillpondServer.startAs(name, options, sandbox.configuration(), auth);
  }

  private static void measure(Options options, MillpondServer server, String path, Samples samples)
      throws IOException, InterruptedException {
    long seconds = options.size(5, 2);
    double cpu = server.cpuSeconds();
    Wrk found = Wrk.run(server.port(), path, CONNECTIONS, seconds, RANGE);
    cpu = server.cpuSeconds() - cpu;
    samples.add(REQUESTS, server.name(), found.requests());
    samples.add(P99, server.name(), found.p99());
    samples.add(CPU, server.name(), cpu * 1e6 / (found.requests() * seconds));
  }
}
