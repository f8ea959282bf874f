package io.millpond.catalog;

import io.millpond.clusters.ApplicationCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who ran what. Every question goes link by link: a session is found in its item and nowhere else,
 * an item in its workspace. Safe for use by many threads.
 */
public interface Catalog {
  /** The workspace of that id. */
  Optional<Workspace> workspace(UUID id);

  /**
   * The tenant whose the workspace is; empty where it is nobody's, or there is none.
   *
   * @throws UncheckedIOException where that cannot be told; that applications say that there is
   *     such a workspace does not tell it
   */
  Optional<String> tenant(UUID workspaceId);

  /** The item of that id in the workspace. */
  Optional<Item> item(UUID workspaceId, UUID itemId);

  /** The sessions of all items of a workspace, in no order. */
  List<Session> sessions(UUID workspaceId) throws IOException;

  /** The sessions of an item, in no order. */
  List<Session> sessions(Item item) throws IOException;

  /** The session of that id in the item. */
  Optional<Session> session(Item item, UUID livyId) throws IOException;

  /** The cluster a session ran on; empty where it is not configured any more. */
  Optional<ApplicationCluster> cluster(Session session);
}
