package io.millpond.logs.records;

import io.millpond.logs.Limits;

/** What a {@link RecordScan} works in; kept by a thread from scan to scan. About 1.3 MiB. */
public final class ScanBuffers {
  final byte[] bytes;
  final int[] newlines;
  final Newlines finder;

  public ScanBuffers() {
    this(Limits.SCAN_BUFFER_BYTES, Newlines.best());
  }

  ScanBuffers(int capacity, Newlines finder) {
    this.bytes = new byte[capacity + Limits.HEAD_MARGIN_BYTES];
    this.newlines = new int[capacity];
    this.finder = finder;
  }
}
