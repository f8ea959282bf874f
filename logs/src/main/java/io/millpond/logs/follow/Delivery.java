package io.millpond.logs.follow;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Something a follower is told, and, for those who ask, the bytes it shares with others. */
public final class Delivery {
  private final TailEvent event;
  private final Framer framer;
  private @Nullable ByteBuffer framed;

  Delivery(TailEvent event, Framer framer) {
    this.event = event;
    this.framer = framer;
  }

  /** The lines, or the loss, for followers that frame for themselves. */
  public TailEvent event() {
    return event;
  }

  /** The framed bytes, made at the first call; a view of the reader's own on shared bytes. */
  public ByteBuffer framed() {
    return shared().duplicate();
  }

  private synchronized ByteBuffer shared() {
    ByteBuffer made = framed;
    if (made == null) {
      made = framer.frame(event).asReadOnlyBuffer();
      framed = made;
    }
    return made;
  }
}
