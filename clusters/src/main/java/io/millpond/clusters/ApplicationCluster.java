package io.millpond.clusters;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * A cluster whose workloads are Spark applications. Safe for use by many threads.
 *
 * <p>Ids and names come from clients and are hostile: an implementation looks them up or hands them
 * to {@link io.millpond.logs.LogRoot}, which lets nothing out; it never builds paths by itself.
 * Files a client must not see ({@code launch_container.sh}, {@code directory.info}) are neither
 * listed nor found.
 */
public interface ApplicationCluster extends Cluster, Closeable {
  /**
   * What is known of an application now; empty where there is none of that id.
   *
   * @throws IOException where the cluster's directories or services cannot be read
   */
  Optional<Application> application(String id) throws IOException;

  /**
   * The applications known now, newest first. Cheap where nothing has changed since it was asked
   * before. Their containers may be left out; {@link #application} has them.
   */
  List<Application> applications() throws IOException;

  /**
   * Looks for applications that lie in the cluster's directories, be they among {@link
   * #applications} or not, and need not be any: {@link #application} tells. A cluster whose
   * directories do not tell more than it lists adds none.
   *
   * @throws IOException where the search was cancelled; a directory that cannot be read is told to
   *     the search
   */
  default void search(DirectorySearch search) throws IOException {}

  /**
   * Throws where it is not known what an application has left: no event log tells of it, and there
   * is a directory or a file of it that this process may not read, or that is damaged. What else
   * there is {@link #application} has; that may be nothing.
   */
  default void requireReadable(String id) throws IOException {}

  /** The files of a container, sorted by name in byte order; empty where it has none (yet). */
  List<StoredFile> files(Application application, Container container) throws IOException;

  /**
   * One file of a container. Costs no more than it must: a poller asks every second.
   *
   * @param name as the client gave it
   */
  Optional<StoredFile> file(Application application, Container container, String name)
      throws IOException;

  /**
   * What a container wrote, each byte once: where {@link #files} shows segments and the sum of them
   * these are the segments. Sorted by stream and number; none where it has no files (yet).
   *
   * @param cancelled asked now and then where it takes long
   * @throws java.io.InterruptedIOException where it was cancelled
   */
  default List<StreamFile> logs(
      Application application, Container container, BooleanSupplier cancelled) throws IOException {
    return StreamFiles.of(files(application, container), StreamFiles.start(application, container));
  }

  /** The same to its end. */
  default List<StreamFile> logs(Application application, Container container) throws IOException {
    return logs(application, container, () -> false);
  }

  /**
   * The numbers that Spark gave the executors of an application, by the ids of their containers;
   * without those that are not known.
   */
  default Map<String, String> executors(Application application) throws IOException {
    return Map.of();
  }

  /**
   * The event logs of an application, one or several files an attempt, named as below the event log
   * directory.
   *
   * @param attempt the number of the attempt; empty for all
   */
  List<StoredFile> eventLogs(Application application, OptionalInt attempt) throws IOException;

  @Override
  void close() throws IOException;
}
