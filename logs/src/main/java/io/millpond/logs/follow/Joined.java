package io.millpond.logs.follow;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The place from which a new follower is told everything.
 *
 * @param file the open file
 * @param offset in the file
 * @param position the same
 * @param previousInode the file after which everything is told, where nothing was read yet of the
 *     open one, which may not be the next
 * @param isStandIn whether the open file is one that was rotated before anyone followed
 */
record Joined(
    Optional<OpenFile> file,
    long offset,
    LogPosition position,
    OptionalLong previousInode,
    boolean isStandIn) {
  Joined withoutFile() {
    return new Joined(Optional.empty(), offset, position, previousInode, isStandIn);
  }
}
