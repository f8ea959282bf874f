package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A whole file that lies in the page cache, against nginx with and without sendfile. */
final class Downloads implements Comparison {
  private static final long FULL_BYTES = 2L << 30;
  private static final long SHORT_BYTES = 64L << 20;
  private static final Metric SPEED = new Metric("speed", "GB/s");
  private static final Metric CPU = new Metric("CPU of the server", "s per GB");
  private static final String SENDFILE = NginxServer.Mode.SENDFILE.title();
  private static final String COPY = NginxServer.Mode.COPY.title();

  private final String name;
  private final int connections;
  private final int repeats;
  private final boolean isTls;
  private final List<Goal> goals;

  private Downloads(String name, int connections, int repeats, boolean isTls, List<Goal> goals) {
    this.name = name;
    this.connections = connections;
    this.repeats = repeats;
    this.isTls = isTls;
    this.goals = goals;
  }

  static Comparison manyConnections() {
    return new Downloads(
        "download",
        8,
        1,
        false,
        List.of(
            Goal.atLeast("speed, at least 1.5 times nginx sendfile", SPEED, 1.5, SENDFILE),
            Goal.atLeast("speed, at least 1.2 times nginx without sendfile", SPEED, 1.2, COPY),
            Goal.atMost("CPU a GB, at most 0.85 of the better nginx", CPU, 0.85, SENDFILE, COPY)));
  }

  static Comparison oneConnection() {
    return new Downloads(
        "download-1",
        1,
        4,
        false,
        List.of(Goal.atLeast("speed, no slower than the better nginx", SPEED, 1, SENDFILE, COPY)));
  }

  static Comparison tls() {
    return new Downloads(
        "download-tls",
        1,
        1,
        true,
        List.of(
            Goal.atLeast(
                "speed, at least 1.1 times the better nginx", SPEED, 1.1, SENDFILE, COPY)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Tool> tools() {
    return isTls ? List.of(Tool.NGINX, Tool.OPENSSL, Tool.CURL) : List.of(Tool.NGINX);
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    Sandbox sandbox = new Sandbox(options.data());
    long bytes = options.size(FULL_BYTES, SHORT_BYTES);
    String file = "download-" + (bytes >> 20) + ".log";
    DataFiles.warm(DataFiles.textFile(sandbox.files(), file, bytes));
    String millpondTls = "";
    String nginxTls = "";
    if (isTls) {
      Certificate certificate = Certificate.make(options.scratch());
      millpondTls = certificate.forMillpond();
      nginxTls = certificate.forNginx();
    }
    Samples samples = new Samples();
    try (Server millpond = MillpondServer.start(options, sandbox.configuration(), millpondTls);
        Server sendfile =
            NginxServer.start(options, sandbox.files(), NginxServer.Mode.SENDFILE, nginxTls);
        Server copy =
            NginxServer.start(options, sandbox.files(), NginxServer.Mode.COPY, nginxTls)) {
      List<Server> servers = new ArrayList<>(List.of(millpond, sendfile, copy));
      for (int round = -1; round < options.rounds(); round++) {
        for (Server server : servers) {
          String path = server instanceof MillpondServer ? Sandbox.download(file) : "/" + file;
          double cpu = server.cpuSeconds();
          double seconds = 0;
          for (int i = 0; i < repeats; i++) {
            seconds += download(server.port(), path, bytes);
          }
          cpu = server.cpuSeconds() - cpu;
          double gigabytes = bytes * (double) connections * repeats / 1e9;
          if (round >= 0) {
            samples.add(SPEED, server.name(), gigabytes / seconds);
            samples.add(CPU, server.name(), cpu / gigabytes);
          }
        }
        // Nobody always comes after the same one.
        Collections.rotate(servers, round < 0 ? 0 : 1);
      }
    }
    String title =
        "whole file of %d MiB in page cache, %d connection%s%s"
            .formatted(
                bytes >> 20, connections, connections == 1 ? "" : "s", isTls ? ", TLS 1.3" : "");
    String client =
        isTls
            ? "Client: curl with AES-128-GCM, HTTP/1.1; it shares the cores with the server."
            : "Client: one thread a connection, read(2) into a buffer of 1 MiB; shares the cores.";
    return new Result(name, title, samples, goals, List.of(client));
  }

  private double download(int port, String path, long bytes)
      throws IOException, InterruptedException {
    return isTls
        ? Certificate.download(port, path, bytes)
        : DownloadClient.seconds(port, path, connections, bytes);
  }

  /** A certificate for this machine, made for the run. */
  private record Certificate(Path certificate, Path key) {
    private static final String SUITE = "TLS_AES_128_GCM_SHA256";

    static Certificate make(Path directory) throws IOException, InterruptedException {
      Path certificate = directory.resolve("bench.pem");
      Path key = directory.resolve("bench.key");
      Files.deleteIfExists(key);
      List<String> command = new ArrayList<>(List.of(Tool.OPENSSL.path()));
      Collections.addAll(
          command,
          "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
              .split(" ", -1));
      Collections.addAll(command, "-keyout", key.toString(), "-out", certificate.toString());
      Commands.output(command);
      return new Certificate(certificate, key);
    }

    String forMillpond() {
      return "{certificate: \"%s\", key: \"%s\"}".formatted(certificate, key);
    }

    String forNginx() {
      return "ssl_certificate \"%s\"; ssl_certificate_key \"%s\"; ssl_protocols TLSv1.3;"
          .formatted(certificate, key);
    }

    static double download(int port, String path, long bytes)
        throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(List.of(Tool.CURL.path()));
      Collections.addAll(command, "-sSfk", "--http1.1", "--tlsv1.3", "--tls13-ciphers", SUITE);
      Collections.addAll(command, "-o", "/dev/null", "-w", "%{size_download}");
      command.add("https://127.0.0.1:" + port + path);
      long began = System.nanoTime();
      String size = Commands.output(command);
      double seconds = (System.nanoTime() - began) / 1e9;
      if (Long.parseLong(size.strip()) != bytes) {
        throw new IOException("got " + size + " bytes instead of " + bytes);
      }
      return seconds;
    }
  }
}
