package io.millpond.exports.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.exports.ExportRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FoundTest {
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Found found = new Found(new Wanted(anything()), cancelled::get);

  private static ExportRequest anything() {
    Optional<String> none = Optional.empty();
    return new ExportRequest(
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(1),
        "driver",
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        ExportRequest.Form.TEXT);
  }

  @Test
  void whatFailsIsToldAndTheRestGoesOn() throws IOException {
    assertThat(
            found.attempt(
                "one",
                () -> {
                  throw new ClosedChannelException();
                }))
        .isFalse();
    assertThat(found.attempt("other", () -> {})).isTrue();
  }

  /** When the service stops, what is looked at is closed after the looking was cancelled. */
  @Test
  void whatFailsAfterItWasCancelledIsNoFailure() {
    assertThatThrownBy(() ->
            found.attempt(
                "one",
                () -> {
                  cancelled.set(true);
                  throw new ClosedChannelException();
                }))
        .isInstanceOf(InterruptedIOException.class);
    assertThatThrownBy(() -> found.failed("other", new IOException("closed")))
        .isInstanceOf(InterruptedIOException.class);
  }
}
