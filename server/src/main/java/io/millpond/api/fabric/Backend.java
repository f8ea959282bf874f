package io.millpond.api.fabric;

import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.http.Route;
import io.millpond.logs.DamagedFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a handler and tells what fails behind it in this dialect's words: a log that has gone is not
 * found, a damaged one is an error, and what cannot be read at the moment is worth another try. The
 * server's log says why; the client is told no path.
 */
record Backend(Route.Handler handler) implements Route.Handler {
  private static final Logger log = LoggerFactory.getLogger(Backend.class);

  @Override
  public void handle(Exchange exchange) throws Exception {
    try {
      handler.handle(exchange);
    } catch (EOFException | ClosedChannelException gone) {
      throw gone;
    } catch (UncheckedIOException failure) {
      throw problem(exchange, Objects.requireNonNull(failure.getCause()));
    } catch (IOException failure) {
      throw problem(exchange, failure);
    }
  }

  /** What to throw instead; the failure itself where the answer is under way. */
  private static Exception problem(Exchange exchange, IOException failure) {
    if (exchange.isCommitted()) {
      return failure;
    }
    return switch (failure) {
      case NoSuchFileException gone -> FabricProblem.noLog();
      case DamagedFileException damaged -> {
        log.warn("request {}: {}", exchange.requestId(), damaged.toString());
        yield FabricProblem.damagedLog();
      }
      default -> {
        log.warn("request {}: {}", exchange.requestId(), failure.toString());
        yield new FabricProblem(
            503,
            "ServiceUnavailable",
            "The logs cannot be read at the moment",
            new Problem.Header("Retry-After", "5"));
      }
    };
  }
}
