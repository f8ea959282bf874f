package io.millpond.audit;

import java.time.Duration;

/** Every bound of the audit trail. */
public final class Limits {
  /** Reads that go on or whose lines are not written yet; further ones are refused, or lost. */
  public static final int MAX_RECORDS = 32_768;

  /** Bytes of lines that wait for the writer; while there are more, reads are refused, or lost. */
  public static final int MAX_WAITING_BYTES = 16 << 20;

  /** A buffer that grew beyond this is not kept. */
  public static final int MAX_KEPT_BYTES = 4 << 20;

  /** How long a line waits for others to be written with. */
  public static final Duration WRITE_DELAY = Duration.ofMillis(20);

  /** How often what was written is forced to the disk. */
  public static final Duration SYNC_INTERVAL = Duration.ofSeconds(1);

  /** How long after a write that failed the next is tried. */
  public static final Duration RETRY_INTERVAL = Duration.ofMillis(250);

  /** A read that goes on for longer is put on record before it ends. */
  public static final Duration LONG_READ = Duration.ofSeconds(2);

  /** When clients that were refused are asked to come again. */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** How long the end of the process waits for the last lines to be written. */
  public static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

  /** How long who looks through a trail waits for the file that follows one put aside. */
  public static final Duration BEGIN_PATIENCE = Duration.ofSeconds(3);

  /** A file of the trail that has grown to this is put aside and another begun. */
  public static final long MAX_FILE_BYTES = 256L << 20;

  /** Lines collected before they are written. */
  public static final int WRITE_BYTES = 64 << 10;

  /** Longest text of a line; of a longer one the beginning is kept, and an ellipsis. */
  public static final int MAX_TEXT_CHARS = 512;

  /** Longest line. */
  public static final int MAX_LINE_BYTES = 32 << 10;

  /** The shortest key of a keyed trail. */
  public static final int MIN_KEY_BYTES = 16;

  /** The longest one. */
  public static final int MAX_KEY_BYTES = 4096;

  private Limits() {}
}
