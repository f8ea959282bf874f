package io.millpond.conformance;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Many requests over few connections: written ahead in batches, answers read in order. A server may
 * close after any answer; what it has not answered is asked again, once, on a new connection.
 */
final class Pipeline {
  private Pipeline() {}

  /** Sends every target and hands each answer over; one that never gets an answer is an error. */
  static void run(URI base, List<String> targets, BiConsumer<String, RawResponse> answer) {
    run(base, "GET", targets, answer);
  }

  /** The same by any method, without bodies. */
  static void run(
      URI base, String method, List<String> targets, BiConsumer<String, RawResponse> answer) {
    int next = 0;
    int failedAt = -1;
    while (next < targets.size()) {
      int from = next;
      try (RawConnection connection = RawConnection.open(base)) {
        boolean open = true;
        while (open && next < targets.size()) {
          List<String> batch =
              targets.subList(next, Math.min(targets.size(), next + Limits.PIPELINE_DEPTH));
          StringBuilder requests = new StringBuilder();
          batch.forEach(
              target -> requests.append(RawConnection.request(method, target, List.of())));
          connection.send(requests.toString());
          for (int i = 0; open && i < batch.size(); i++) {
            RawResponse response = connection.receive(method);
            answer.accept(targets.get(next), response);
            next++;
            open = !response.headerOrEmpty("connection").equalsIgnoreCase("close");
          }
        }
      } catch (IOException e) {
        if (next == from && failedAt == next) {
          throw new AssertionError("no answer to " + method + " " + Quote.of(targets.get(next)), e);
        }
        failedAt = next;
      }
    }
  }
}
