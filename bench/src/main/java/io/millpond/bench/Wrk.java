package io.millpond.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What wrk says of a run: a closed loop over kept connections.
 *
 * @param requests a second
 * @param p50 median latency in ms
 * @param p99 in ms
 */
record Wrk(double requests, double p50, double p99) {
  private static final Pattern REQUESTS = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern LATENCY = Pattern.compile("(50|99)%\\s+([0-9.]+)(us|ms|s)");
  private static final Pattern FAULTS = Pattern.compile("Non-2xx.*|Socket errors.*");

  /** Runs wrk with one thread; an answer other than 2xx is an error. */
  static Wrk run(int port, String path, int connections, long seconds, String... headers)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Tool.WRK.path(), "-t1", "-c" + connections));
    command.addAll(List.of("-d" + seconds + "s", "--latency"));
    for (String header : headers) {
      command.addAll(List.of("-H", header));
    }
    command.add("http://127.0.0.1:" + port + path);
    String output = Commands.output(command);
    Matcher faults = FAULTS.matcher(output);
    if (faults.find()) {
      throw new IOException(faults.group());
    }
    Matcher requests = REQUESTS.matcher(output);
    if (!requests.find()) {
      throw new IOException("wrk said: " + output);
    }
    return new Wrk(
        Double.parseDouble(requests.group(1)), latency(output, "50"), latency(output, "99"));
  }

  private static double latency(String output, String percentile) {
    Matcher latency = LATENCY.matcher(output);
    while (latency.find()) {
      if (latency.group(1).equals(percentile)) {
        double value = Double.parseDouble(latency.group(2));
        return switch (latency.group(3)) {
          case "us" -> value / 1000;
          case "ms" -> value;
          default -> value * 1000;
        };
      }
    }
    return Double.NaN;
  }
}
