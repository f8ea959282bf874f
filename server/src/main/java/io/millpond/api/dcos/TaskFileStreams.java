package io.millpond.api.dcos;

import io.millpond.http.EventStream;
import io.millpond.http.Exchange;
import io.millpond.http.Followers;
import io.millpond.logs.follow.FollowStart;
import io.millpond.logs.follow.Follower;
import io.millpond.logs.follow.Tails;
import java.io.IOException;

/** Follows a task's file as server-sent events; a file that is missing is waited for. */
final class TaskFileStreams {
  private final Tails tails;
  private final Followers followers;

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
    Follower follower =
        tails.follow(file.directory().root(), file.path(), start, stream.framer(), stream::wake);
    EventStream events;
    try {
      events = followers.open("dcos", exchange);
    } catch (RuntimeException failure) {
      follower.close();
      throw failure;
    }
    stream.run(follower, events);
  }
}
