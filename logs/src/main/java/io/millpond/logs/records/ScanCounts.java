package io.millpond.logs.records;

/**
 * What a scan looked at.
 *
 * @param bytes that were read
 * @param records that were found
 * @param matched those of them that were wanted
 */
public record ScanCounts(long bytes, long records, long matched) {
  public static final ScanCounts NONE = new ScanCounts(0, 0, 0);

  public ScanCounts plus(ScanCounts other) {
    return new ScanCounts(bytes + other.bytes, records + other.records, matched + other.matched);
  }
}
