package io.millpond.clusters.mesos;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The state of a Mesos master or agent could not be had. The message may be shown to a client: it
 * holds no address and no path.
 */
public final class StateUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Reason {
    /** No state is configured for the cluster. */
    NOT_CONFIGURED("no Mesos state is configured"),
    /** No connection, or it broke; the file is missing or cannot be read. */
    UNREACHABLE("the Mesos state cannot be reached"),
    /** It took longer than {@link io.millpond.clusters.Limits#STATE_FETCH_TIMEOUT}. */
    TIMED_OUT("the Mesos state did not arrive in time"),
    /** The server answered, but with something else than 200. */
    REFUSED("the Mesos state was refused"),
    /** It exceeds a bound. */
    TOO_LARGE("the Mesos state is too large"),
    /** It is no state document. */
    MALFORMED("the Mesos state cannot be understood");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final Reason reason;
  private final String detail;

  StateUnavailableException(Reason reason) {
    this(reason, "", null);
  }

  StateUnavailableException(Reason reason, String detail, @Nullable Throwable cause) {
    super(detail.isEmpty() ? reason.text : reason.text + ": " + detail, cause);
    this.reason = reason;
    this.detail = detail;
  }

  public Reason reason() {
    return reason;
  }

  String detail() {
    return detail;
  }

  /** Whether asking again later may help: a server or file that is not there, not one that lies. */
  public boolean isTransient() {
    return reason == Reason.UNREACHABLE || reason == Reason.TIMED_OUT || reason == Reason.REFUSED;
  }
}
