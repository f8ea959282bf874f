package io.millpond.logs;

/** Every bound of this module. */
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

  private Limits() {}
}
