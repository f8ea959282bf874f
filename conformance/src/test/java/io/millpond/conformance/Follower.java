package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A follower as strict as the strictest client in use (§6.3): one id line and one data line an
 * event, LF only, nothing empty, every event below 64 KiB. What breaks these rules is kept as a
 * violation; {@link #assertOrderly} fails on it. How the stream ended is kept too: cleanly is
 * wrong.
 */
final class Follower implements Closeable {
  /** The state of the stream as the client sees it. */
  enum State {
    OPEN,
    ENDED_CLEANLY,
    BROKEN_OFF
  }

  private static final int MAX_EVENT_BYTES = 64 * 1024;

  private final RawConnection connection;
  private final RawConnection.Head head;
  private final List<SseEvent> frames = new CopyOnWriteArrayList<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private volatile State state = State.OPEN;

  private Follower(RawConnection connection, RawConnection.Head head) {
    this.connection = connection;
    this.head = head;
  }

  /** Opens a stream; what is not a 200 with the right content type fails. */
  static Follower open(URI base, String target, String... headers) {
    List<String> lines = new ArrayList<>(List.of(headers));
    lines.add("Accept: text/event-stream");
    try {
      RawConnection connection = RawConnection.open(base);
      connection.readTimeoutMillis(60_000);
      connection.send(RawConnection.request("GET", target, lines));
      RawConnection.Head head = connection.receiveHead("GET");
      assertThat(head.status()).as("GET %s %s -> %s", target, lines, head.headers()).isEqualTo(200);
      assertThat(head.headers().get("content-type"))
          .as("GET %s %s -> %s", target, lines, head.headers())
          .singleElement()
          .asString()
          .startsWith("text/event-stream");
      Follower follower = new Follower(connection, head);
      Thread.ofVirtual().name("follower").start(follower::readFrames);
      return follower;
    } catch (IOException e) {
      throw new UncheckedIOException("GET " + target + ": " + e.getMessage(), e);
    }
  }

  private void readFrames() {
    try {
      List<String> frame = new ArrayList<>();
      for (String line = nextLine(); line != null; line = nextLine()) {
        if (!line.isEmpty()) {
          frame.add(line);
        } else {
          accept(frame);
          frame = new ArrayList<>();
        }
      }
      state = State.ENDED_CLEANLY;
    } catch (EOFException | SocketException | SocketTimeoutException e) {
      state = State.BROKEN_OFF;
    } catch (IOException e) {
      violations.add(e.toString());
      state = State.BROKEN_OFF;
    }
  }

  private @Nullable String nextLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = head.body().read(); c != '\n'; c = head.body().read()) {
      if (c < 0) {
        return null;
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private void accept(List<String> lines) {
    String raw = String.join("\n", lines);
    if (raw.indexOf('\r') >= 0) {
      violations.add("a carriage return in " + Quote.of(raw));
    }
    if (raw.getBytes(StandardCharsets.UTF_8).length >= MAX_EVENT_BYTES) {
      violations.add("an event of 64 KiB or more: " + Quote.of(raw));
    }
    if (lines.size() == 1 && lines.getFirst().startsWith(":")) {
      frames.add(new SseEvent(null, "", lines.getFirst().substring(1).strip()));
      return;
    }
    if (lines.size() == 2
        && lines.get(0).matches("id: \\S.*")
        && lines.get(1).matches("(?s)data: \\{.*")) {
      frames.add(new SseEvent(lines.get(0).substring(4), lines.get(1).substring(6), null));
      return;
    }
    violations.add("neither a comment nor an id line and a data line: " + Quote.of(raw));
  }

  RawConnection.Head head() {
    return head;
  }

  State state() {
    return state;
  }

  /** Events so far, without comments. */
  List<SseEvent> events() {
    return frames.stream().filter(frame -> !frame.isComment()).toList();
  }

  /** Events and comments so far, in order. */
  List<SseEvent> frames() {
    return List.copyOf(frames);
  }

  List<String> comments() {
    return frames.stream().map(SseEvent::comment).filter(Objects::nonNull).toList();
  }

  /** Comments that announce a loss, as bytes and reason. */
  List<String> losses() {
    return comments().stream().filter(comment -> comment.startsWith("lost ")).toList();
  }

  List<String> messages() {
    return events().stream().map(SseEvent::message).toList();
  }

  /** Waits until so many events came. */
  List<SseEvent> awaitEvents(int count) {
    return awaitThat(Limits.FOLLOW_TIMEOUT, f -> f.events().size() >= count, count + " events")
        .events();
  }

  /** Waits until an event with this message came. */
  Follower awaitMessage(String message) {
    return awaitThat(Limits.FOLLOW_TIMEOUT, f -> f.has(message), "message " + message);
  }

  /** Looks among the latest first, where it is when it has come. */
  private boolean has(String message) {
    return frames.reversed().stream()
        .anyMatch(frame -> !frame.isComment() && frame.message().equals(message));
  }

  Follower awaitThat(Duration timeout, Predicate<Follower> condition, String what) {
    try {
      await().atMost(timeout).until(() -> condition.test(this));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "no " + what + " within " + timeout + "; stream is " + state + ", got " + tail(), e);
    }
    return this;
  }

  private String tail() {
    List<SseEvent> all = frames();
    return all.size()
        + " frames, the last "
        + all.subList(Math.max(0, all.size() - 5), all.size())
        + ", violations "
        + violations;
  }

  /** No rule of the wire was broken and the stream is still open. */
  void assertOrderly() {
    assertThat(violations).as("what strict clients choke on").isEmpty();
    assertThat(state).as("stream; " + tail()).isEqualTo(State.OPEN);
  }

  /** Goes away as a client that dies does. */
  void abort() {
    try {
      connection.reset();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
