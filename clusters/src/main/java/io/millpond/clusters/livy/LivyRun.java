package io.millpond.clusters.livy;

import io.millpond.clusters.ServiceAccount;
import java.util.Optional;

/**
 * A session or batch as its Livy server tells of it.
 *
 * @param number Livy's, from 0; of sessions and batches each
 * @param applicationId empty where it has none (yet), or Livy does not know
 * @param account how it fares; empty where Livy's word for it is not known
 */
public record LivyRun(
    Kind kind, int number, Optional<String> applicationId, Optional<ServiceAccount> account) {
  /** Livy's two kinds, each with numbers of its own. */
  public enum Kind {
    SESSION("sessions"),
    BATCH("batches");

    private final String path;

    Kind(String path) {
      this.path = path;
    }

    /** Where they are in Livy's API. */
    String path() {
      return path;
    }
  }
}
