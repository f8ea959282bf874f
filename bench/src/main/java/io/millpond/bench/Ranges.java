package io.millpond.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Small ranges of a file over many kept connections, at saturation. */
final class Ranges implements Comparison {
  private static final int CONNECTIONS = 64;
  private static final long FILE_BYTES = 64L << 20;
  private static final long FIRST = 1 << 20;
  private static final List<Integer> SIZES = List.of(4096, 65_536);
  private static final String PEER = NginxServer.Mode.SENDFILE.title();

  @Override
  public String name() {
    return "ranges";
  }

  @Override
  public List<Tool> tools() {
    return List.of(Tool.NGINX, Tool.WRK);
  }

  private static Metric requests(int bytes) {
    return new Metric((bytes >> 10) + " KiB", "requests/s");
  }

  private static String range(int bytes) {
    return "Range: bytes=" + FIRST + "-" + (FIRST + bytes - 1);
  }

  private static Metric p99(int bytes) {
    return new Metric((bytes >> 10) + " KiB p99", "ms");
  }

  private static Metric cpu(int bytes) {
    return new Metric((bytes >> 10) + " KiB CPU of the server", "us a request");
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    Sandbox sandbox = new Sandbox(options.data());
    String file = "ranges.log";
    DataFiles.warm(DataFiles.textFile(sandbox.files(), file, FILE_BYTES));
    Samples samples = new Samples();
    List<Server> servers = new ArrayList<>();
    try {
      servers.add(MillpondServer.start(options, sandbox.configuration(), ""));
      for (NginxServer.Mode mode : NginxServer.Mode.values()) {
        servers.add(NginxServer.start(options, sandbox.files(), mode));
      }
      List<Server> turns = new ArrayList<>(servers);
      for (int round = -1; round < options.rounds(); round++) {
        for (int bytes : SIZES) {
          for (Server server : turns) {
            String path = server instanceof MillpondServer ? sandbox.download(file) : "/" + file;
            if (round < 0) {
              // Until it is compiled; longer where others load the machine.
              long seconds = options.size(server instanceof MillpondServer ? 20 : 2, 2);
              Wrk.run(server.port(), path, CONNECTIONS, seconds, range(bytes));
            } else {
              measure(options, server, path, bytes, samples);
            }
          }
        }
        Collections.rotate(turns, round < 0 ? 0 : 1);
      }
    } finally {
      servers.forEach(Server::close);
    }
    List<Goal> goals = new ArrayList<>();
    for (int bytes : SIZES) {
      Metric requests = requests(bytes);
      goals.add(Goal.atLeast(requests + ", 1.2 times nginx sendfile", requests, 1.2, PEER));
      goals.add(Goal.atMost(p99(bytes) + ", no higher than nginx sendfile", p99(bytes), 1, PEER));
    }
    return new Result(
        name(),
        "ranges of a file, %d connections".formatted(CONNECTIONS),
        samples,
        goals,
        List.of(
            "Client: wrk -t1, the same range again and again.",
            "Millpond writes an access log of a line a request, which cannot be switched off; the"
                + " goals compare it with nginx that writes none."));
  }

  private static void measure(
      Options options, Server server, String path, int bytes, Samples samples)
      throws IOException, InterruptedException {
    long seconds = options.size(4, 2);
    double cpu = server.cpuSeconds();
    Wrk found = Wrk.run(server.port(), path, CONNECTIONS, seconds, range(bytes));
    cpu = server.cpuSeconds() - cpu;
    samples.add(requests(bytes), server.name(), found.requests());
    samples.add(p99(bytes), server.name(), found.p99());
    samples.add(cpu(bytes), server.name(), cpu * 1e6 / (found.requests() * seconds));
  }
}
