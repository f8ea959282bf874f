package io.millpond.server.config;

import java.time.Duration;
import java.util.List;

/** The bounds that {@code limits} may set; every module adds those it has. */
public final class LimitNames {
  /** How long a connection may be silent; longer than the pause between two pings of a stream. */
  public static final LimitName IDLE_TIMEOUT =
      LimitName.duration(
          "idleTimeout", Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofHours(1));

  /** The longest head of a request. */
  public static final LimitName MAX_REQUEST_HEADER_BYTES =
      LimitName.size("maxRequestHeaderSize", 16 << 10, 4 << 10, 1 << 20);

  /** The most connections at a time. */
  public static final LimitName MAX_CONNECTIONS =
      LimitName.count("maxConnections", 10_000, 10, 1_000_000);

  /** The most bytes that the files of all exports take together. */
  public static final LimitName MAX_EXPORTS_BYTES =
      LimitName.size("maxExportsSize", 64L << 30, 1 << 20, 1L << 50);

  /** The most bytes that the file of one export takes. */
  public static final LimitName MAX_EXPORT_BYTES =
      LimitName.size("maxExportSize", 16L << 30, 1 << 20, 1L << 50);

  /** A file of the audit trail that has grown to this is put aside. */
  public static final LimitName MAX_AUDIT_FILE_BYTES =
      LimitName.size("maxAuditFileSize", 256L << 20, 64 << 10, 1L << 40);

  private LimitNames() {}

  /** Those of a server as it is shipped. */
  public static List<LimitName> standard() {
    return List.of(
        IDLE_TIMEOUT,
        MAX_REQUEST_HEADER_BYTES,
        MAX_CONNECTIONS,
        MAX_EXPORTS_BYTES,
        MAX_EXPORT_BYTES,
        MAX_AUDIT_FILE_BYTES);
  }
}
