package io.millpond.clusters.mesos;

import io.millpond.logs.LogRoot;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/**
 * Where the files of a sandbox are on this node, or would be: a task's directory comes with its
 * launch and goes with the agent's garbage collection. Equal where all of that is equal, whoever
 * asked: followers of one file share what is sent to them.
 *
 * @param root the door to open its files by
 * @param sandbox which
 * @param agentId the agent below whose directory it lies; this node's, be it a former id of it
 * @param path its path below {@link #root}
 * @param found whether it was there when it was looked for
 */
public record SandboxDirectory(
    LogRoot root, Sandbox sandbox, String agentId, String path, boolean found) {
  /** What clients see in place of the work directory, wherever that is. */
  public static final String VIRTUAL_WORK_DIR = "/var/lib/mesos/slave";

  /**
   * The path below {@link #root} of a file in it.
   *
   * @param file relative to the sandbox, components separated by {@code /}; empty for itself
   * @throws NoSuchFileException where a component is empty, {@code .}, {@code ..} or holds a NUL:
   *     such a name leads to no file of this sandbox
   */
  public String path(String file) throws NoSuchFileException {
    return file.isEmpty() ? path : path + "/" + requireInside(file);
  }

  /**
   * The path that Mesos would show for a file in it, under {@link #VIRTUAL_WORK_DIR}.
   *
   * @param file as for {@link #path(String)}
   */
  public String virtualPath(String file) throws NoSuchFileException {
    String directory = VIRTUAL_WORK_DIR + "/" + sandbox.path(agentId);
    return file.isEmpty() ? directory : directory + "/" + requireInside(file);
  }

  /**
   * Links inside the root are the root's business; names that climb out of the sandbox are ours.
   */
  private static String requireInside(String file) throws NoSuchFileException {
    boolean bad =
        file.indexOf('\0') >= 0
            || Arrays.stream(file.split("/", -1))
                .anyMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    if (bad) {
      throw new NoSuchFileException(file);
    }
    return file;
  }
}
