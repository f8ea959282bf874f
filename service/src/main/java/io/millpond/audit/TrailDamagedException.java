package io.millpond.audit;

import java.io.IOException;

/** The end of a trail is not as we left it, so that none can be told to follow it. */
public final class TrailDamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  TrailDamagedException(String message) {
    super(message);
  }
}
