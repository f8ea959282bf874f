package io.millpond.exports;

import java.time.Instant;
import java.util.Optional;

/**
 * An export that was asked for, and how far it is.
 *
 * @param key unguessable, and no secret: it reads nothing
 * @param cluster whose logs
 * @param clusterName for people
 * @param createdBy the principal that asked
 * @param request what was asked
 * @param timeStarted when it was accepted
 * @param timeFinished when it ended; empty while it goes on
 * @param status how far it is
 * @param statusDetails for people: what was read and found, or what is being done; may be empty
 * @param errorCode one of OCI's, where it failed
 * @param errorMessage why it failed
 * @param receipt what was read, as a JSON object; empty until it has ended
 */
public record Operation(
    String key,
    ClusterRef cluster,
    String clusterName,
    String createdBy,
    ExportRequest request,
    Instant timeStarted,
    Optional<Instant> timeFinished,
    Status status,
    String statusDetails,
    Optional<String> errorCode,
    Optional<String> errorMessage,
    Optional<String> receipt) {
  /** As AIDP names them; no others. */
  public enum Status {
    IN_PROGRESS,
    SUCCEEDED,
    FAILED,
    CANCELED;

    public boolean isFinal() {
      return this != IN_PROGRESS;
    }
  }
}
