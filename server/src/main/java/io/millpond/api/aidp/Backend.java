package io.millpond.api.aidp;

import io.millpond.http.Exchange;
import io.millpond.http.Route;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a handler and tells what fails behind it in this dialect's words. The server's log says why;
 * the client is told no path.
 *
 * @param isApi whether the request's own id is looked at; a link is read by whatever reads URLs
 */
record Backend(Route.Handler handler, boolean isApi) implements Route.Handler {
  private static final Logger log = LoggerFactory.getLogger(Backend.class);

  @Override
  public void handle(Exchange exchange) throws Exception {
    if (isApi) {
      RequestId.check(exchange);
    }
    try {
      handler.handle(exchange);
    } catch (EOFException | ClosedChannelException gone) {
      throw gone;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw AidpProblem.unavailable();
    } catch (IOException | UncheckedIOException failure) {
      if (exchange.isCommitted()) {
        throw failure;
      }
      log.warn("request {}: {}", exchange.requestId(), failure.toString());
      throw AidpProblem.unavailable();
    }
  }
}
