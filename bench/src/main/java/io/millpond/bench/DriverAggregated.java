package io.millpond.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** A whole driver log out of an aggregate, compressed, against YARN's own server of them. */
final class DriverAggregated implements Comparison {
  private static final String LENGTH = "LogLength:";
  private static final String CONTENTS = "LogContents:";
  private static final int BUFFER_BYTES = 1 << 16;
  private static final Metric SPEED = new Metric("speed", "MB/s");
  private static final Metric CPU = new Metric("CPU of the server", "s per GB");
  private static final Metric PEAK = new Metric("peak resident so far", "MiB");

  @Override
  public String name() {
    return "fabric-aggregated";
  }

  @Override
  public List<Tool> tools() {
    return List.of(Tool.CURL);
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    Hadoop hadoop;
    try {
      hadoop = Hadoop.fetch(options);
    } catch (IOException unreachable) {
      return result("", new Samples(), List.of(), List.of("SKIPPED: " + firstLine(unreachable)));
    }
    SparkDriver driver = SparkDriver.whole(options);
    Path original = driver.files().resolve(SparkDriver.LOG);
    hadoop.aggregate(options, SparkDriver.CONTAINER, driver.nodeLogs(), driver.aggregatedLogs());
    Samples samples = new Samples();
    try (Server millpond = MillpondServer.start(options, driver.aggregatedConfiguration(), "");
        Server peer = HadoopServer.start(options, hadoop, driver.aggregatedLogs())) {
      check(millpond, peer, driver, original);
      List<Server> servers = new ArrayList<>(List.of(millpond, peer));
      for (int round = -1; round < options.rounds(); round++) {
        Samples target = round < 0 ? new Samples() : samples;
        for (Server server : servers) {
          measure(server, path(server, driver), Files.size(original), target);
        }
        Collections.rotate(servers, round < 0 ? 0 : 1);
      }
    }
    return result(
        " of %d MiB".formatted(Files.size(original) >> 20),
        samples,
        List.of(Goal.atLeast("speed, no slower than Hadoop", SPEED, 1, HadoopServer.NAME)),
        List.of(
            hadoop.title() + ", its application history server, " + HadoopServer.log("…", "stderr"),
            "The aggregate is an IFile, gz, written by Hadoop. Both answers are compared with the"
                + " original by their SHA-256 first.",
            "Client: curl to /dev/null. Millpond runs with -Xmx256m, Hadoop with -Xmx1g."));
  }

  private static String firstLine(IOException error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }

  private Result result(String size, Samples samples, List<Goal> goals, List<String> notes) {
    return new Result(name(), "a whole log out of an aggregate" + size, samples, goals, notes);
  }

  private static String path(Server server, SparkDriver driver) {
    return server instanceof MillpondServer
        ? driver.download(SparkDriver.LOG)
        : HadoopServer.log(SparkDriver.CONTAINER, SparkDriver.LOG);
  }

  private static void measure(Server server, String path, long bytes, Samples samples)
      throws IOException, InterruptedException {
    String url = "http://127.0.0.1:" + server.port() + path;
    double cpu = server.cpuSeconds();
    double seconds = Commands.seconds(List.of(Tool.CURL.path(), "-sSf", "-o", "/dev/null", url));
    cpu = server.cpuSeconds() - cpu;
    samples.add(SPEED, server.name(), bytes / 1e6 / seconds);
    samples.add(CPU, server.name(), cpu * 1e9 / bytes);
    samples.add(PEAK, server.name(), ProcessFigures.peakResidentKib(server.process()) / 1024);
  }

  private static void check(Server millpond, Server peer, SparkDriver driver, Path original)
      throws IOException, InterruptedException {
    long bytes = Files.size(original);
    try (WebClient client = new WebClient(millpond);
        WebClient peerClient = new WebClient(peer);
        InputStream file = Files.newInputStream(original);
        InputStream own = client.stream(path(millpond, driver));
        InputStream theirs = peerClient.stream(path(peer, driver))) {
      String expected = digest(file, bytes);
      String found = digest(own, bytes);
      if (!found.equals(expected) || own.read() >= 0) {
        throw new IOException("Millpond's answer is not the log");
      }
      skipHead(theirs, bytes);
      if (!digest(theirs, bytes).equals(expected)) {
        throw new IOException("Hadoop's answer is not the log");
      }
      theirs.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Reads the lines that Hadoop writes before a log. */
  private static void skipHead(InputStream in, long expected) throws IOException {
    for (String line = line(in); !line.equals(CONTENTS); line = line(in)) {
      if (line.startsWith(LENGTH) && !line.equals(LENGTH + expected)) {
        throw new IOException("Hadoop's log is another: " + line);
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("Hadoop's answer has no log");
      }
      line.append((char) next);
    }
    return line.toString();
  }

  private static String digest(InputStream in, long bytes) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER_BYTES];
      for (long left = bytes; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw new EOFException(left + " bytes are missing");
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
