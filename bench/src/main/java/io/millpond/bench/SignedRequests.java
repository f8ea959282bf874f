package io.millpond.bench;

import io.millpond.bench.loops.SignatureLoop;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What it costs to find out who signed a request, in a loop inside a process of its own. */
final class SignedRequests implements Comparison {
  private static final Metric API_KEY = metric("API key");
  private static final Metric SESSION = metric("session token");
  private static final Map<String, Metric> METRICS =
      Map.of("apiKey", API_KEY, "session", SESSION, "unknownKey", metric("unknown key"));
  private static final double MOST = 150;

  private static Metric metric(String kind) {
    return new Metric("verified, " + kind, "us");
  }

  @Override
  public String name() {
    return "oci-signature";
  }

  @Override
  public List<Tool> tools() {
    return List.of();
  }

  @Override
  public Result run(Options options) throws IOException {
    Samples samples = new Samples();
    for (int round = 0; round < options.rounds(); round++) {
      for (RunResult result : measure(options)) {
        String loop = result.getParams().getBenchmark();
        Metric metric = METRICS.get(loop.substring(loop.lastIndexOf('.') + 1));
        if (metric != null) {
          samples.add(metric, MillpondServer.NAME, result.getPrimaryResult().getScore());
        }
      }
    }
    return new Result(
        name(),
        "a request signed with RSA of 2048 bits, verified",
        samples,
        List.of(
            Goal.atMost("an API key within 150 us", API_KEY, MOST),
            Goal.atMost("a session token within 150 us", SESSION, MOST)),
        List.of("One thread, warm, the same request again and again; its body is not hashed."));
  }

  private static Iterable<RunResult> measure(Options options) throws IOException {
    OptionsBuilder loop = new OptionsBuilder();
    loop.include(SignatureLoop.class.getName());
    if (options.isShort()) {
      loop.warmupIterations(1)
          .measurementIterations(1)
          .measurementTime(TimeValue.milliseconds(200));
    }
    try {
      return new Runner(loop.build()).run();
    } catch (RunnerException failure) {
      throw new IOException(failure);
    }
  }
}
