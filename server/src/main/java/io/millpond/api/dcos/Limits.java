package io.millpond.api.dcos;

/** Every bound of this dialect, by name. */
final class Limits {
  /** Names of journal fields that are remembered. */
  static final int MAX_FIELD_NAMES = 4096;

  /** Bytes of one server-sent event; the DC/OS command line fails at 64 KiB. */
  static final int MAX_EVENT_BYTES = 63 * 1024;

  /** Bytes of rendered entries collected before they are written. */
  static final int RENDER_BUFFER_BYTES = 128 * 1024;

  /** Of an event, what no field takes: its id, cursor and times. */
  static final int EVENT_FRAME_BYTES = 1024;

  /** Bytes of the members that each piece of a cut entry may have beside its message. */
  static final int MAX_REPEATED_BYTES = MAX_EVENT_BYTES / 2;

  /** The same for the first piece. */
  static final int MAX_MEMBERS_BYTES = MAX_EVENT_BYTES - 4096;

  /** A field of more bytes than this is not repeated in each piece of a cut entry. */
  static final int MAX_REPEATED_FIELD_BYTES = 4096;

  /** Entries of an answer that one thread renders before others help. */
  static final int ENTRIES_ALONE = 512;

  /** Entries that one thread takes at a time. */
  static final int BATCH_ENTRIES = 1024;

  /** Bytes of rendered entries that one thread hands over at a time; an entry more at most. */
  static final int PIECE_BYTES = 768 * 1024;

  /** Bytes of a long answer that are written at a time, from outside of the heap. */
  static final int WRITE_BYTES = 512 * 1024;

  /** Most threads that render one answer. */
  static final int MAX_WORKERS = 6;

  /** Batches in memory for all answers together, {@link #PIECE_BYTES} each. */
  static final int MAX_PLACES = 32;

  /** A field of more bytes than this is only ever decoded by the thread of the request. */
  static final int MAX_SHARED_FIELD_BYTES = 64 * 1024;

  private Limits() {}
}
