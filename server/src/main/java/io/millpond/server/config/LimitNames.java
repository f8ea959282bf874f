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

  /** How long the head of a request may take: its first byte, and then all of it. */
  public static final LimitName HEAD_TIMEOUT =
      LimitName.duration(
          "headTimeout", Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofHours(1));

  /** How long a connection is kept for another request. */
  public static final LimitName KEEP_ALIVE_TIMEOUT =
      LimitName.duration(
          "keepAliveTimeout", Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofHours(1));

  /** How long a client may take an answer at less than {@link #MIN_READ_RATE}. */
  public static final LimitName READ_TIMEOUT =
      LimitName.duration(
          "readTimeout", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1));

  /** Bytes a second at which an answer has to be taken; 0 is any rate. */
  public static final LimitName MIN_READ_RATE = LimitName.size("minReadRate", 1 << 10, 0, 1 << 30);

  /** The most connections of one address; 0 is any number, as for all the following. */
  public static final LimitName MAX_CONNECTIONS_PER_ADDRESS =
      LimitName.count("maxConnectionsPerAddress", 1_000, 0, 1_000_000);

  /** The most requests at a time. */
  public static final LimitName MAX_REQUESTS = LimitName.count("maxRequests", 4_096, 0, 1_000_000);

  /** The most requests of one caller at a time. */
  public static final LimitName MAX_REQUESTS_PER_CALLER =
      LimitName.count("maxRequestsPerCaller", 256, 0, 1_000_000);

  /** The most requests of one caller a second. */
  public static final LimitName MAX_REQUEST_RATE_PER_CALLER =
      LimitName.count("maxRequestRatePerCaller", 5_000, 0, 1_000_000);

  /** The most followers at a time. */
  public static final LimitName MAX_FOLLOWERS =
      LimitName.count("maxFollowers", 10_000, 0, 1_000_000);

  /** The most followers of one caller at a time. */
  public static final LimitName MAX_FOLLOWERS_PER_CALLER =
      LimitName.count("maxFollowersPerCaller", 1_000, 0, 1_000_000);

  /** The most requests a second from one address whose credentials are nobody's. */
  public static final LimitName MAX_FAILURE_RATE_PER_ADDRESS =
      LimitName.count("maxFailureRatePerAddress", 20, 0, 1_000_000);

  private LimitNames() {}

  /** Those of a server as it is shipped. */
  public static List<LimitName> standard() {
    return List.of(
        IDLE_TIMEOUT,
        MAX_REQUEST_HEADER_BYTES,
        MAX_CONNECTIONS,
        HEAD_TIMEOUT,
        KEEP_ALIVE_TIMEOUT,
        READ_TIMEOUT,
        MIN_READ_RATE,
        MAX_CONNECTIONS_PER_ADDRESS,
        MAX_REQUESTS,
        MAX_REQUESTS_PER_CALLER,
        MAX_REQUEST_RATE_PER_CALLER,
        MAX_FOLLOWERS,
        MAX_FOLLOWERS_PER_CALLER,
        MAX_FAILURE_RATE_PER_ADDRESS,
        MAX_EXPORTS_BYTES,
        MAX_EXPORT_BYTES,
        MAX_AUDIT_FILE_BYTES);
  }
}
