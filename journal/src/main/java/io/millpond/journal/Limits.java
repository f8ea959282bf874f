package io.millpond.journal;

/**
 * Every bound of the journal reader, named. Each is applied where hostile or broken files meet
 * memory or time.
 */
final class Limits {
  /**
   * Largest field that is decoded whole, in bytes. journald itself takes 768 MiB; we serve from a
   * 256 MiB heap.
   */
  static final int MAX_FIELD_BYTES = 16 << 20;

  /** Largest payload, in bytes, that the per-file field cache keeps. */
  static final int MAX_CACHED_FIELD_BYTES = 1024;

  /** A field that occurs in fewer entries of its file than this is not worth keeping decoded. */
  static final int MIN_SHARED_ENTRIES = 16;

  /** Bytes all field caches of one journal may hold together, renderings estimated with them. */
  static final long MAX_CACHE_BYTES = 48L << 20;

  /** Largest number of slots of one file's field cache; a power of two. */
  static final int MAX_CACHE_SLOTS = 1 << 14;

  /** Most damages remembered of one file. */
  static final int MAX_DAMAGES_PER_FILE = 8;

  /** Most damages remembered of one journal. */
  static final int MAX_DAMAGES = 4096;

  /** Most files one journal opens; more are reported and left out. */
  static final int MAX_FILES = 8192;

  /**
   * Most places of an entry array that are passed over because they are out of order, before the
   * file counts as ended.
   */
  static final int MAX_DISORDER = 4096;

  /** How deep below a given directory journal files are looked for. */
  static final int MAX_DIRECTORY_DEPTH = 4;

  /** How often directories are looked at in one go, until they show the same twice. */
  static final int MAX_LOOKS = 8;

  /** Most terms and groups in one filter. */
  static final int MAX_FILTER_TERMS = 1024;

  /** How deep filters may nest. */
  static final int MAX_FILTER_DEPTH = 16;

  /** Most fields of one entry that are read; journald itself writes at most 1024. */
  static final int MAX_FIELDS = 4096;

  /** Longest cursor that is parsed, in characters. */
  static final int MAX_CURSOR_CHARS = 256;

  /** Most different renderers that can attach renderings to fields in one process. */
  static final int MAX_RENDER_SLOTS = 8;

  /** Longest field name journald accepts, in bytes. */
  static final int MAX_FIELD_NAME_BYTES = 64;

  private Limits() {}
}
