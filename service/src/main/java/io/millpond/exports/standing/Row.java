package io.millpond.exports.standing;

import io.millpond.exports.Creator;
import io.millpond.exports.Operation;
import java.util.Optional;
import java.util.Set;

/**
 * An operation as it is stored.
 *
 * @param groups that its creator was in
 * @param object name of the file, as the link has it
 * @param secretHash of the link's secret
 * @param file once it has succeeded
 */
record Row(
    Operation operation,
    Set<String> groups,
    String object,
    String secretHash,
    Optional<Published> file) {
  Row {
    groups = Set.copyOf(groups);
  }

  Creator creator() {
    return new Creator(operation.createdBy(), groups);
  }

  /** The same at another point of its life. */
  Row with(Operation now, Optional<Published> published) {
    return new Row(now, groups, object, secretHash, published);
  }
}
