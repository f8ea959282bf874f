package io.millpond.clusters;

import java.time.Duration;

/** Every bound of this module. */
public final class Limits {
  /** Longest state document of a Mesos master or agent that is read, in bytes. */
  public static final long MAX_STATE_BYTES = 256L << 20;

  /** Deepest nesting of objects and arrays in a state document. */
  public static final int MAX_STATE_DEPTH = 128;

  /** Longest string of a state document that is looked at, in bytes; unread ones may be longer. */
  public static final int MAX_STATE_STRING_BYTES = 8 << 20;

  /**
   * Most tasks a state document may hold. A master keeps 1,000 completed tasks of each of 50
   * completed frameworks unless told otherwise; a task costs about 400 bytes here.
   */
  public static final int MAX_STATE_TASKS = 100_000;

  /** Longest task name that can be looked up, in characters; a longer one counts as no name. */
  public static final int MAX_TASK_NAME_CHARS = 1024;

  /** Longest name of a task's state that is kept, in characters. */
  public static final int MAX_TASK_STATE_CHARS = 64;

  /** Longest id that can be a directory: {@code NAME_MAX}, which Mesos holds ids to as well. */
  public static final int MAX_ID_BYTES = 255;

  /** Deepest nesting of containers within a task; Mesos' own default. */
  public static final int MAX_CONTAINER_DEPTH = 32;

  /** Most ids that are listed for a task name that fits several tasks. */
  public static final int MAX_CANDIDATES = 100;

  /** Most agent directories of a work directory that are searched, the newest first. */
  public static final int MAX_AGENT_DIRECTORIES = 1024;

  /** How long a state fetched from a URL is used without asking again. */
  public static final Duration STATE_FRESH = Duration.ofSeconds(2);

  /** How old a state may be and still stand in for one that cannot be had. */
  public static final Duration STATE_MAX_STALE = Duration.ofSeconds(30);

  /** How long a failure to get the state is remembered before it is tried again. */
  public static final Duration STATE_RETRY = Duration.ofSeconds(1);

  /** Longest wait for a connection to the server that has the state. */
  public static final Duration STATE_CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** Longest a state document may take to arrive, from the request to its last byte. */
  public static final Duration STATE_FETCH_TIMEOUT = Duration.ofSeconds(10);

  /** Longest tag of a record in a pod's log, those after its first colon included, in bytes. */
  public static final int MAX_CRI_TAG_BYTES = 64;

  /** Of a pod's log, read and taken apart at once, in bytes. */
  public static final int CRI_BLOCK_BYTES = 64 << 10;

  /**
   * Distance of the places in a pod's log from which it can be read without what comes before, in
   * bytes; doubled for a file that would have more than {@link #MAX_CRI_CHECKPOINTS}.
   */
  public static final int CRI_CHECKPOINT_BYTES = 1 << 20;

  /** Most such places kept of one file; each takes 24 bytes. */
  public static final int MAX_CRI_CHECKPOINTS = 4096;

  /** Most bytes that the lengths and places kept of all pods' logs take, about. */
  public static final int MAX_CRI_INDEX_BYTES = 16 << 20;

  /** Bytes before the place reached that must still be there when a pod's log has grown. */
  public static final int CRI_OVERLAP_BYTES = 64;

  /** Most log files of one container; the kubelet keeps five of each of its runs. */
  public static final int MAX_CONTAINER_LOGS = 256;

  /** How often a container's files are looked at again because they were renamed meanwhile. */
  public static final int MAX_CONTAINER_LOOKS = 8;

  private Limits() {}
}
