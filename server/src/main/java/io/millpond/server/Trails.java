package io.millpond.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millpond.audit.Trail;
import io.millpond.audit.TrailKey;
import io.millpond.server.config.AuthConfig;
import io.millpond.server.config.Configuration;
import io.millpond.server.config.LimitNames;
import java.io.IOException;
import java.util.Optional;

/** The audit trail as the configuration describes it. */
final class Trails {
  private Trails() {}

  static Optional<Trail> of(Configuration configuration) throws IOException {
    AuthConfig auth = configuration.auth();
    if (auth.audit().isEmpty()) {
      return Optional.empty();
    }
    Optional<TrailKey> key = Optional.empty();
    if (auth.auditKey().isPresent()) {
      key = Optional.of(TrailKey.read(auth.auditKey().get()));
    }
    return Optional.of(
        Trail.open(
            new Trail.Settings(
                auth.audit().get(),
                key,
                auth.auditRequired(),
                configuration.limits().get(LimitNames.MAX_AUDIT_FILE_BYTES))));
  }

  static void measure(Trail trail, MeterRegistry meters) {
    FunctionCounter.builder("millpond.audit.lines", trail, Trail::lines)
        .description("Lines of the audit trail that were written")
        .register(meters);
    FunctionCounter.builder("millpond.audit.lost", trail, Trail::lost)
        .description("Lines of the audit trail that could not be written and are lost")
        .register(meters);
    FunctionCounter.builder("millpond.audit.refused", trail, Trail::refused)
        .description("Reads that were refused because they could not be put on record")
        .register(meters);
    Gauge.builder("millpond.audit.waiting", trail, Trail::taken)
        .description("Reads that go on and lines of the audit trail that wait to be written")
        .register(meters);
    Gauge.builder("millpond.audit.lag", trail, one -> one.lagMillis() / 1000.0)
        .description("How long the oldest line of the audit trail has waited to be written")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("millpond.audit.refusing", trail, one -> one.isRefusing() ? 1 : 0)
        .description("Whether reads are refused because they cannot be put on record")
        .register(meters);
  }
}
