package io.millpond.clusters.documents;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A document could not be had. The message may be shown to a client: it holds no address and no
 * path.
 */
public final class DocumentUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Reason {
    /** None is configured for the cluster. */
    NOT_CONFIGURED("no %s is configured"),
    /** No connection, or it broke; the file is missing or cannot be read. */
    UNREACHABLE("the %s cannot be reached"),
    /** It took longer than {@link io.millpond.clusters.Limits#STATE_FETCH_TIMEOUT}. */
    TIMED_OUT("the %s did not arrive in time"),
    /** The server answered, but with something else than 200. */
    REFUSED("the %s was refused"),
    /** It exceeds a bound. */
    TOO_LARGE("the %s is too large"),
    /** It is no such document. */
    MALFORMED("the %s cannot be understood");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    private String text(String document, String detail) {
      return text.replace("%s", document) + (detail.isEmpty() ? "" : ": " + detail);
    }
  }

  private final String document;
  private final Reason reason;
  private final String detail;

  /**
   * @param document what it is called, such as {@code Mesos state}
   */
  public DocumentUnavailableException(String document, Reason reason) {
    this(document, reason, "", null);
  }

  /**
   * @param document what it is called, such as {@code Mesos state}
   * @param detail of the reason; may be empty
   */
  public DocumentUnavailableException(
      String document, Reason reason, String detail, @Nullable Throwable cause) {
    super(reason.text(document, detail), cause);
    this.document = document;
    this.reason = reason;
    this.detail = detail;
  }

  public Reason reason() {
    return reason;
  }

  /** The same news for another thread: one exception must not be thrown on two. */
  DocumentUnavailableException again() {
    return new DocumentUnavailableException(document, reason, detail, this);
  }

  /** Whether asking again later may help: a server or file that is not there, not one that lies. */
  public boolean isTransient() {
    return reason == Reason.UNREACHABLE || reason == Reason.TIMED_OUT || reason == Reason.REFUSED;
  }
}
