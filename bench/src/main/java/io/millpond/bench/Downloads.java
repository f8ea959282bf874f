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

  /** A file and where it lies. */
  private record Held(LogPlace place, String file) {
    Path path() {
      return place.files().resolve(file);
    }
  }

  /** Makes the file, where it is not there yet. */
  private interface Holder {
    Held hold(Options options) throws IOException;
  }

  private final String name;
  private final Holder holder;
  private final int connections;
  private final int repeats;
  private final boolean isTls;
  private final List<Goal> goals;

  private Downloads(
      String name, Holder holder, int connections, int repeats, boolean isTls, List<Goal> goals) {
    this.name = name;
    this.holder = holder;
    this.connections = connections;
    this.repeats = repeats;
    this.isTls = isTls;
    this.goals = goals;
  }

  private static Held inSandbox(Options options) throws IOException {
    Sandbox sandbox = new Sandbox(options.data());
    long bytes = options.size(FULL_BYTES, SHORT_BYTES);
    String file = "download-" + (bytes >> 20) + ".log";
    DataFiles.textFile(sandbox.files(), file, bytes);
    return new Held(sandbox, file);
  }

  private static Held ofDriver(Options options) throws IOException {
    return new Held(SparkDriver.whole(options), SparkDriver.LOG);
  }

  static Comparison manyConnections() {
    return manyConnections("download", Downloads::inSandbox, 1);
  }

  /** The same of a driver's log, by Fabric's route. */
  static Comparison driverManyConnections() {
    return manyConnections("fabric-download", Downloads::ofDriver, 2);
  }

  static Comparison oneConnection() {
    return oneConnection("download-1", Downloads::inSandbox, 4);
  }

  /** The same of a driver's log, by Fabric's route. */
  static Comparison driverOneConnection() {
    return oneConnection("fabric-download-1", Downloads::ofDriver, 8);
  }

  private static Comparison manyConnections(String name, Holder holder, int repeats) {
    return new Downloads(
        name,
        holder,
        8,
        repeats,
        false,
        List.of(
            Goal.atLeast("speed, at least 1.5 times nginx sendfile", SPEED, 1.5, SENDFILE),
            Goal.atLeast("speed, at least 1.2 times nginx without sendfile", SPEED, 1.2, COPY),
            Goal.atMost("CPU a GB, at most 0.85 of the better nginx", CPU, 0.85, SENDFILE, COPY)));
  }

  private static Comparison oneConnection(String name, Holder holder, int repeats) {
    return new Downloads(
        name,
        holder,
        1,
        repeats,
        false,
        List.of(Goal.atLeast("speed, no slower than the better nginx", SPEED, 1, SENDFILE, COPY)));
  }

  static Comparison tls() {
    return new Downloads(
        "download-tls",
        Downloads::inSandbox,
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
    Held held = holder.hold(options);
    LogPlace place = held.place();
    long bytes = Files.size(held.path());
    DataFiles.warm(held.path());
    String millpondTls = "";
    String nginxTls = "";
    if (isTls) {
      Certificate certificate = Certificate.make(options.scratch());
      millpondTls = certificate.forMillpond();
      nginxTls = certificate.forNginx();
    }
    Samples samples = new Samples();
    try (Server millpond = MillpondServer.start(options, place.configuration(), millpondTls);
        Server sendfile =
            NginxServer.start(options, place.files(), NginxServer.Mode.SENDFILE, nginxTls);
        Server copy = NginxServer.start(options, place.files(), NginxServer.Mode.COPY, nginxTls)) {
      List<Server> servers = new ArrayList<>(List.of(millpond, sendfile, copy));
      for (int round = -1; round < options.rounds(); round++) {
        for (Server server : servers) {
          String path = path(server, held);
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

  private static String path(Server server, Held held) {
    return server instanceof MillpondServer
        ? held.place().download(held.file())
        : "/" + held.file();
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
