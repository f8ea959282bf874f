package io.millpond.http;

import java.time.Duration;

/** Every bound of the HTTP machinery, by name. */
public final class Limits {
  /** Ranges in one {@code Range} header; a header with more is ignored. */
  public static final int MAX_RANGES = 16;

  /** A range up to this many bytes is answered on the thread that read the request. */
  public static final int MAX_INLINE_RANGE_BYTES = 64 * 1024;

  /** Bytes of a mapped file handed to the kernel in one write. */
  public static final int MAX_SLICE_BYTES = 4 * 1024 * 1024;

  /** Last bytes of a file's part, sent after a last look whether the file was cut off. */
  public static final int LAST_PIECE_BYTES = 4 * 1024;

  /** Bytes of a file read and encrypted at a time. */
  public static final int TLS_BUFFER_BYTES = 256 * 1024;

  /** Bytes collected before a streamed body is written. */
  public static final int BODY_BUFFER_BYTES = 64 * 1024;

  /**
   * Bytes of requests read from a connection at once; a head may be longer, up to its own limit.
   */
  public static final int REQUEST_BUFFER_BYTES = 4 * 1024;

  /** First bytes of a request line that tell how to refuse a request which cannot be parsed. */
  public static final int MAX_REFUSED_LINE_BYTES = 256;

  /** Bytes read and thrown away of a request that has been answered; more ends its connection. */
  public static final long MAX_LEFTOVER_BYTES = 64L * 1024 * 1024;

  /** How long they may take to come. */
  public static final Duration LEFTOVER_TIMEOUT = Duration.ofSeconds(30);

  /** How long the next of them may take. */
  public static final Duration LEFTOVER_SILENCE = Duration.ofSeconds(2);

  /** When to come again where too many requests go on. */
  public static final Duration REQUESTS_RETRY = Duration.ofSeconds(1);

  /** When to come again where there are too many followers. */
  public static final Duration FOLLOWERS_RETRY = Duration.ofSeconds(10);

  /** How often callers are forgotten that have nothing and have done nothing lately. */
  public static final Duration CALLERS_SWEEP = Duration.ofSeconds(1);

  /** How often connections are looked at, whether they make progress. */
  public static final Duration CONNECTIONS_LOOK = Duration.ofMillis(250);

  /** Bytes that may wait for one follower; one that is slower is disconnected. */
  public static final int MAX_FOLLOWER_BACKLOG_BYTES = 1024 * 1024;

  /** Threads for all that is not waiting, besides those of the selectors. */
  public static final int MAX_SHARED_THREADS = 64;

  /** A silent event stream is sent a comment this often. */
  public static final Duration PING_INTERVAL = Duration.ofSeconds(15);

  /** How long requests may go on after a stop was asked for. */
  public static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

  /** Bytes of access log that may wait to be written; lines beyond it are dropped and counted. */
  public static final int MAX_ACCESS_LOG_BACKLOG_BYTES = 4 * 1024 * 1024;

  /** How long an access log line may wait for others to be written with. */
  public static final Duration ACCESS_LOG_DELAY = Duration.ofMillis(20);

  private Limits() {}
}
