package io.millpond.logs;

/** Every bound of this module, by name. */
public final class Limits {
  /** Bytes a line reader asks of a file at once. */
  public static final int BLOCK_BYTES = 64 * 1024;

  /** Bytes of the first block read backwards; each further one is twice as large. */
  public static final int FIRST_BACKWARD_BLOCK_BYTES = 16 * 1024;

  /** Read buffers kept for the next reader. */
  public static final int POOLED_BLOCKS = 64;

  /**
   * Bytes of one piece of a line. JSON may need six characters for a byte, and an event of 64 KiB
   * or more is more than the DC/OS command line can read: 8 KiB leave room for the other fields.
   */
  public static final int MAX_PIECE_BYTES = 8 * 1024;

  /** Bytes of a text lines are filtered by. */
  public static final int MAX_FILTER_BYTES = 4 * 1024;

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

  /** User and group names remembered. */
  public static final int MAX_CACHED_ACCOUNTS = 1024;

  /** Bytes mapped at once by {@link LogFile#map}. */
  public static final long MAX_MAPPED_BYTES = 1L << 30;

  /** Bytes of text taken from one compressed file. */
  public static final long MAX_DECOMPRESSED_BYTES = 64L << 30;

  /** Bytes of text taken from one compressed file whatever its ratio. */
  public static final long MAX_UNRATED_BYTES = 1L << 20;

  /** Bytes of text for a byte of compressed file; deflate itself ends at 1032. */
  public static final long MAX_DECOMPRESSION_RATIO = 1100;

  /** Power of two of the zstd window that is accepted: 8 MiB, what levels up to 19 use. */
  public static final int MAX_ZSTD_WINDOW_LOG = 23;

  /** Bytes decompressed at a time. */
  static final int DECOMPRESSED_CHUNK_BYTES = 64 << 10;

  /** Bytes of text kept of a compressed file that is read, so that short steps back are free. */
  static final int DECOMPRESSED_WINDOW_BYTES = 512 << 10;

  private Limits() {}
}
