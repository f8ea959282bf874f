package io.millpond.api.dcos;

/** Every bound of this dialect, by name. */
final class Limits {
  /** Names of journal fields that are remembered. */
  static final int MAX_FIELD_NAMES = 4096;

  /** Bytes of one server-sent event; the DC/OS command line fails at 64 KiB. */
  static final int MAX_EVENT_BYTES = 63 * 1024;

  /** Bytes of rendered entries collected before they are written. */
  static final int RENDER_BUFFER_BYTES = 128 * 1024;

  private Limits() {}
}
