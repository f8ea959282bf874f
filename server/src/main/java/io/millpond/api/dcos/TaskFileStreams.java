package io.millpond.api.dcos;

import io.millpond.http.EventStream;
import io.millpond.http.Exchange;
import io.millpond.http.Followers;
import io.millpond.logs.Lines;
import io.millpond.logs.follow.FollowStart;
import io.millpond.logs.follow.Follower;
import io.millpond.logs.follow.Reading;
import io.millpond.logs.follow.Tails;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Follows a task's file as server-sent events; a file that is missing is waited for. A compressed
 * file is sent as its text and not watched: nothing is appended to one.
 */
final class TaskFileStreams {
  private final Tails tails;
  private final Followers followers;
  private final Lines lines = new Lines();

  TaskFileStreams(Tails tails, Followers followers) {
    this.tails = tails;
    this.followers = followers;
  }

  /**
   * Starts a stream. What is there already is sent on this thread, what is appended by the one that
   * watches the file: when this returns, the stream is open and needs no thread.
   */
  void follow(Exchange exchange, SandboxFile file, TaskFileRequest request) throws IOException {
    exchange.with("Cache-Control", "no-cache").with("X-Accel-Buffering", "no");
    if (exchange.isHead()) {
      exchange.sendHeadOfStream("text/event-stream");
      return;
    }
    FollowStart start =
        request
            .lastEventId()
            .<FollowStart>map(FollowStart.After::new)
            .orElseGet(() -> new FollowStart.At(request.start(), request.filter()));
    FileStream stream = new FileStream(new FileEvents(file), request);
    Optional<Reading> compressed =
        Reading.openCompressed(lines, file.directory().root(), file.path(), start, stream.framer());
    if (compressed.isPresent()) {
      stream.run(compressed.get(), open(exchange, compressed.get()));
      return;
    }
    Follower follower =
        tails.follow(file.directory().root(), file.path(), start, stream.framer(), stream::wake);
    stream.run(follower, open(exchange, follower));
  }

  private EventStream open(Exchange exchange, Closeable source) throws IOException {
    try {
      return followers.open("dcos", exchange);
    } catch (RuntimeException failure) {
      source.close();
      throw failure;
    }
  }
}
