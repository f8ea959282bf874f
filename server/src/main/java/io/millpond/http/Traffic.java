package io.millpond.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Counts requests, bytes and followers, by dialect. */
final class Traffic implements RequestLog {
  private static final class PerDialect {
    private final Counter[] requests = new Counter[6];
    private final Counter bytes;

    PerDialect(String dialect, MeterRegistry meters) {
      for (int hundred = 1; hundred < requests.length; hundred++) {
        requests[hundred] =
            Counter.builder("millpond.requests")
                .description("Requests answered, by dialect and class of status")
                .tag("dialect", dialect)
                .tag("status", hundred + "xx")
                .register(meters);
      }
      bytes =
          Counter.builder("millpond.bytes.out")
              .description("Bytes of bodies sent, by dialect")
              .baseUnit("bytes")
              .tag("dialect", dialect)
              .register(meters);
    }
  }

  private final Map<String, PerDialect> dialects;

  Traffic(List<Dialect> dialects, Followers followers, MeterRegistry meters) {
    this.dialects =
        dialects.stream()
            .map(Dialect::name)
            .collect(
                Collectors.toConcurrentMap(
                    name -> name,
                    name -> new PerDialect(name, meters),
                    (one, other) -> one,
                    ConcurrentHashMap::new));
    for (Dialect dialect : dialects) {
      Gauge.builder("millpond.followers", () -> followers.count(dialect.name()))
          .description("Event streams that are open, by dialect")
          .tag("dialect", dialect.name())
          .register(meters);
    }
  }

  @Override
  public void log(Request request, Response response) {
    if (request.getAttribute(FrontDoor.EXCHANGE) instanceof FrontDoor.Served served) {
      PerDialect counters = dialects.get(served.dialect());
      if (counters != null) {
        counters.requests[Math.clamp(response.getStatus() / 100, 1, 5)].increment();
        counters.bytes.increment((double) Response.getContentBytesWritten(response));
      }
    }
  }
}
