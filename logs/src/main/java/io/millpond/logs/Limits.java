package io.millpond.logs;

import java.time.Duration;

/** Every bound of this module, by name. */
public final class Limits {
  /** Bytes a line reader asks of a file at once. */
  public static final int BLOCK_BYTES = 64 * 1024;

  /** Bytes of the first block read backwards; each further one is twice as large. */
  public static final int FIRST_BACKWARD_BLOCK_BYTES = 16 * 1024;

  /** Read buffers kept for the next reader. */
  public static final int POOLED_BLOCKS = 64;

  /**
   * Bytes of one piece of a line: fewer than {@link #BLOCK_BYTES}, and room for the other fields in
   * an event of 64 KiB, which is what the DC/OS command line reads at most. Text that JSON has to
   * escape needs more room; the dialect cuts such pieces once more.
   */
  public static final int MAX_PIECE_BYTES = 60 * 1024;

  /** Texts of one filter of lines. */
  public static final int MAX_FILTER_TEXTS = 16;

  /** Bytes of the texts lines are filtered by, all together. */
  public static final int MAX_FILTER_BYTES = 4 * 1024;

  /** Bytes of a followed line that are put to a filter. */
  public static final int MAX_JUDGED_LINE_BYTES = 1024 * 1024;

  /** Bytes a follower may lag behind its file's watcher before it is cut off. */
  public static final int MAX_FOLLOWER_BACKLOG_BYTES = 1024 * 1024;

  /** Bytes read of a followed file at once. */
  public static final int MAX_BATCH_BYTES = 256 * 1024;

  /** Reads of one followed file between two looks. */
  public static final int MAX_BATCHES_PER_LOOK = 8;

  /** What each followed file adds to the time between two looks at names. */
  public static final Duration NAME_CHECK_INTERVAL_PER_FILE = Duration.ofNanos(500_000);

  /** Bytes of lines handed to a follower at once while it catches up. */
  public static final int CATCH_UP_BATCH_BYTES = 64 * 1024;

  /** What a line counts besides its bytes there: an event is several times this. */
  public static final int CATCH_UP_LINE_BYTES = 64;

  /** Bytes from the beginning of a file that tell it from others. */
  public static final int FINGERPRINT_BYTES = 256;

  /** Fewer bytes are too few to know a file by its beginning alone. */
  public static final int MIN_FINGERPRINT_BYTES = 32;

  /** Bytes before the place reached that must still be there when a file has grown. */
  public static final int OVERLAP_BYTES = 32;

  /** Bytes of a file that are sent between two looks whether it was cut off meanwhile. */
  public static final int LOOK_BYTES = 4 * 1024 * 1024;

  /** Shortest and longest time between two looks at the followed files. */
  public static final Duration MIN_TICK = Duration.ofMillis(2);

  /** See {@link #MIN_TICK}. */
  public static final Duration MAX_TICK = Duration.ofMillis(50);

  /**
   * The pause after a look at all followed files is so many times what the look took of a
   * processor.
   */
  public static final int TICK_PER_TIME_SPENT = 20;

  /** The names of all followed files are looked at in at least so many looks, not in one. */
  public static final int LOOKS_PER_NAME_CHECK = 8;

  /** Shortest time between two looks at what a followed path names. */
  public static final Duration MIN_NAME_CHECK_INTERVAL = Duration.ofMillis(50);

  /** The more files are followed the seldomer their names are looked at; longest time between. */
  public static final Duration MAX_NAME_CHECK_INTERVAL = Duration.ofSeconds(1);

  /** How long half a line is held back for its newline. */
  public static final Duration HALF_LINE_WAIT = Duration.ofSeconds(5);

  /**
   * How long nothing must have been written to a file that was renamed before the new one is read,
   * so that of several writers the last to open the new one is heard in the old one too.
   */
  public static final Duration OLD_FILE_QUIET = Duration.ofMillis(250);

  /**
   * How long a renamed file to which somebody goes on writing is read before the new one is; and
   * how long after that it is watched, so that what is written to it is told as lost.
   */
  public static final Duration OLD_FILE_WAIT = Duration.ofSeconds(5);

  /** Rotated files gone through between two looks at one followed file. */
  public static final int MAX_FILES_PASSED = 100;

  /** Longest path below a root, in bytes of UTF-8; Linux takes no longer one (PATH_MAX). */
  public static final int MAX_PATH_BYTES = 4096;

  /** Longest component of a path, in bytes of UTF-8 (NAME_MAX). */
  public static final int MAX_COMPONENT_BYTES = 255;

  /** Symbolic links followed on the way to one file; the kernel's own bound. */
  public static final int MAX_LINKS = 40;

  /** Directories held open at once on the way to one file, when it is walked. */
  public static final int MAX_DEPTH = 256;

  /** Components looked at on the way to one file, those of links included. */
  public static final int MAX_STEPS = 8192;

  /** Attempts at a system call that was interrupted or disturbed by a rename. */
  public static final int MAX_RETRIES = 64;

  /** Entries of one directory that are listed; a larger directory is an error. */
  public static final int MAX_DIRECTORY_ENTRIES = 100_000;

  /** Entries of one directory that are gone through where only some of them are listed. */
  public static final int MAX_DIRECTORY_NAMES = 10_000_000;

  /** User and group names remembered. */
  public static final int MAX_CACHED_ACCOUNTS = 1024;

  /** Bytes mapped at once by {@link LogFile#map}. */
  public static final long MAX_MAPPED_BYTES = 1L << 40;

  /** Files kept open for readers that may come. */
  public static final int MAX_SHARED_FILES = 128;

  /** How long what a path names may be taken for granted while it is asked for without a pause. */
  public static final Duration SHARED_NAME_TRUST = Duration.ofMillis(1);

  /** How many times in a row a path must have been asked for, none later than that, for it. */
  public static final int SHARED_NAME_STREAK = 1000;

  /** How long a file is kept open that nobody reads. */
  public static final Duration SHARED_FILE_IDLE = Duration.ofSeconds(60);

  /** How often the files that are kept open are looked through; deleted ones are let go then. */
  public static final Duration SHARED_FILE_SWEEP = Duration.ofSeconds(2);

  /** Bytes of text taken from one compressed file. */
  public static final long MAX_DECOMPRESSED_BYTES = 64L << 30;

  /** Bytes of text taken from one compressed file whatever its ratio. */
  public static final long MAX_UNRATED_BYTES = 1L << 20;

  /** Bytes of text for a byte of compressed file; deflate itself ends at 1032. */
  public static final long MAX_DECOMPRESSION_RATIO = 1100;

  /** Power of two of the zstd window that is accepted: 8 MiB, what levels up to 19 use. */
  public static final int MAX_ZSTD_WINDOW_LOG = 23;

  /** How often whoever waits for a file to be counted looks whether they are to go on. */
  static final Duration COUNTING_LOOK = Duration.ofMillis(200);

  /** Compressed files whose length as text is remembered. */
  public static final int MAX_COUNTED_FILES = 100_000;

  /** Compressed files whose length as text is found out at once. */
  public static final int MAX_FILES_COUNTED_AT_ONCE = 16;

  /** Bytes of a file's beginning that its records' formats are recognised by. */
  public static final int DETECTED_BYTES = 64 * 1024;

  /** Lines that begin a record after which no more are looked at to recognise a format. */
  public static final int DETECTED_LINES = 64;

  /** The same, where all of them are in one format. */
  public static final int CLEAR_LINES = 8;

  /**
   * Bytes of a text log that are scanned for records at once; the most of a record that is judged.
   */
  public static final int SCAN_BUFFER_BYTES = 256 * 1024;

  /** Bytes read at once where a file is searched for a time. */
  public static final int SEARCH_BLOCK_BYTES = 64 * 1024;

  /** Bytes read at once where little is likely to do: one time, a clear format, a part's end. */
  public static final int PROBE_BYTES = 8 * 1024;

  /** Longest pattern of a log's lines, in characters. */
  public static final int MAX_PATTERN_CHARS = 4096;

  /** Steps that are taken to hold the beginning of a line against a pattern. */
  public static final int MAX_PATTERN_STEPS = 1024;

  /** Bytes of a file that is read whole rather than searched for a time. */
  public static final int UNSEARCHED_BYTES = 1024 * 1024;

  /** Bytes without a record of the window after which a search takes it to have ended. */
  public static final int DISORDER_BYTES = 256 * 1024;

  /** Bytes behind a line that a record's head may be compared with, though they do not count. */
  public static final int HEAD_MARGIN_BYTES = 64;

  /** How long a thread goes through a file before it is another one's turn. */
  static final Duration TURN = Duration.ofMillis(10);

  /** Bytes of text that one reader of a compressed file decodes, those it goes back to again. */
  static final long MAX_DECODED_AGAIN_BYTES = 128L << 30;

  /** Bytes decompressed at a time. */
  static final int DECOMPRESSED_CHUNK_BYTES = 64 << 10;

  /** Bytes of text kept of a compressed file that is read, so that short steps back are free. */
  static final int DECOMPRESSED_WINDOW_BYTES = 512 << 10;

  private Limits() {}
}
