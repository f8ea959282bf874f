package io.millpond.logs.follow;

import java.nio.ByteBuffer;

/**
 * Turns what followers are told into what they are sent. Followers whose framers are equal share
 * one framed buffer, so a framer has {@code equals} and {@code hashCode}, as a record does.
 */
@FunctionalInterface
public interface Framer {
  /** The bytes to send, from position to limit; none where there is nothing to send. */
  ByteBuffer frame(TailEvent event);
}
