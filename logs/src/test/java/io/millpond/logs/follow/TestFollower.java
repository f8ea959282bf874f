package io.millpond.logs.follow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.millpond.logs.LogRoot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows and keeps what it is told: whole lines, losses as {@code "lost (cause)"}. */
final class TestFollower implements AutoCloseable {
  /** Frames nothing; the lines themselves are looked at. */
  static final Framer NONE = event -> ByteBuffer.allocate(0);

  final List<String> told = new ArrayList<>();
  final List<LogPosition> positions = new ArrayList<>();
  final Follower follower;
  int pieces;
  private final StringBuilder line = new StringBuilder();

  TestFollower(Tails tails, LogRoot root, String path, FollowStart start) throws IOException {
    this(tails, root, path, start, () -> {});
  }

  TestFollower(Tails tails, LogRoot root, String path, FollowStart start, Runnable wakeup)
      throws IOException {
    follower = tails.follow(root, path, start, NONE, wakeup);
  }

  /** Takes everything there is. */
  TestFollower take() throws IOException {
    for (Optional<Delivery> next = follower.catchUp(); next.isPresent(); ) {
      keep(next.get().event());
      next = follower.catchUp();
    }
    for (Optional<Delivery> next = follower.poll(); next.isPresent(); next = follower.poll()) {
      keep(next.get().event());
    }
    return this;
  }

  void keep(TailEvent event) {
    switch (event) {
      case Loss loss -> {
        String bytes = loss.bytes().isPresent() ? loss.bytes().getAsLong() + " " : "";
        told.add("lost " + bytes + "(" + loss.cause() + ")");
      }
      case LineBatch batch -> keep(batch);
    }
  }

  private void keep(LineBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      line.append(ISO_8859_1.decode(batch.bytes(i)));
      positions.add(batch.position(i));
      if (batch.isPartial(i)) {
        pieces++;
      } else {
        told.add(line.toString());
        line.setLength(0);
      }
    }
  }

  /** What was delivered of a line that is not at its end. */
  String unfinished() {
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    follower.close();
  }
}
