package io.millpond.exports;

import java.time.Duration;

/** Every bound of exports. */
public final class Limits {
  /** Bytes of what was found in one file that are collected before they are put away. */
  public static final int RUN_BUFFER_BYTES = 256 * 1024;

  /** Bytes of one record that are put away at once. */
  public static final int ENTRY_BYTES = 128 * 1024;

  /** Bytes read ahead of all files together, while what was found is put in order. */
  public static final int MERGE_BYTES = 32 * 1024 * 1024;

  /** Bytes read ahead of one file at least; with more files than fit, together more than that. */
  public static final int MIN_MERGE_BUFFER_BYTES = 256;

  /** Bytes of a file that one task searches; a larger file is searched by several at once. */
  public static final long TASK_BYTES = 64L * 1024 * 1024;

  /**
   * How far clocks of machines are taken to be apart at most, when files are left out by their
   * times.
   */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  /** How long before its application, and after it, a driver writes to its log at most. */
  public static final Duration DRIVER_MARGIN = Duration.ofDays(1);

  /** Events of one source that are put in order of time before they are handed on. */
  public static final int MAX_EVENTS_WAITING = 256;

  /** Longest line of a file of events, in bytes. */
  public static final int MAX_EVENT_LINE_BYTES = 64 * 1024;

  /** Most files that one export searches. */
  public static final int MAX_SEARCHED_FILES = 200_000;

  /** First files of a log that was cut into many by which it is told whether it has times. */
  public static final int MAX_SAMPLED_PIECES = 8;

  /** Exports that are made at the same time; the others wait for their turn. */
  public static final int MAX_EXPORTS_AT_ONCE = 2;

  /** Of what one export or search cannot list, that which the log of the service tells, too. */
  public static final int MAX_LOGGED_FAILURES = 10;

  /** Looks for what exports are to search that go on at once, those of cancelled ones included. */
  public static final int MAX_LISTINGS_AT_ONCE = 16;

  /** How long exports that wait are not begun while others are just being put on record. */
  public static final Duration START_DELAY = Duration.ofMillis(50);

  /** Most exports that wait or are being made, of all callers together. */
  public static final int MAX_UNFINISHED = 256;

  /** Most exports of one caller that wait or are being made. */
  public static final int MAX_UNFINISHED_PER_CALLER = 128;

  /** Most operations on record, of all callers together. */
  public static final int MAX_OPERATIONS = 10_000;

  /** Most operations of one caller on record. */
  public static final int MAX_OPERATIONS_PER_CALLER = 2_000;

  /** How long a retry token stands for what it was used for first. Source: AIDP. */
  public static final Duration RETRY_TOKEN_LIFETIME = Duration.ofHours(24);

  /** How often files whose links have expired and operations that nobody needs are removed. */
  public static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

  /** How long the end of the service waits for exports that are being made to stop. */
  public static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  /** Bytes of an export that are written at once. */
  public static final int WRITE_BUFFER_BYTES = 64 * 1024;

  /** Longest list of files in an operation's receipt, those first that could not be read. */
  public static final int MAX_RECEIPT_CHARS = 8 * 1024;

  /** Most files that an export names because they were not read, or not to their end. */
  public static final int MAX_TOLD_FILES = 10_000;

  /** Longest part of an export's name that a cluster's key, or the kind of log, may be. */
  public static final int MAX_NAME_PART_CHARS = 48;

  /** Searches for pages that go on at the same time, of all callers together. */
  public static final int MAX_SEARCHES = 8;

  /** Those of one caller. */
  public static final int MAX_SEARCHES_PER_CALLER = 4;

  /** Longest that a search for a page takes. */
  public static final Duration SEARCH_TIMEOUT = Duration.ofSeconds(45);

  /** How long a search for a page goes on before it is looked whether anybody waits for it. */
  public static final Duration SLOW_SEARCH = Duration.ofSeconds(2);

  /** Bytes of a page's records, about; a page that has more records ends there. */
  public static final int MAX_PAGE_BYTES = 4 * 1024 * 1024;

  /** Bytes of a message that a page tells; exports have all of it. */
  public static final int MAX_TOLD_MESSAGE_BYTES = 256 * 1024;

  /** Bytes that a record of a page counts besides its texts. */
  public static final int RECORD_BYTES = 256;

  /** Files of which it is remembered how far a search by pages has come. */
  public static final int MAX_REMEMBERED_FILES = 100_000;

  /** Pages of which that is remembered. */
  public static final int MAX_REMEMBERED_PAGES = 1_000;

  private Limits() {}
}
