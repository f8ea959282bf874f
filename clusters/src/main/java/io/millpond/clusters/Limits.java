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

  /** Bytes read at a time of an aggregated file of YARN. */
  public static final int AGGREGATE_BUFFER_BYTES = 16 << 10;

  /** Longest name and id in an aggregated file, in bytes of UTF-8. */
  public static final int MAX_AGGREGATED_NAME_BYTES = 1024;

  /** Longest file in an aggregated file, in bytes of text. */
  public static final long MAX_AGGREGATED_BYTES = 1L << 40;

  /** Most of the heap that a list of what is in one aggregated file may take: 60,000 files. */
  public static final long MAX_NODE_FILE_HEAP_BYTES = 12L << 20;

  /** Longest index of an IFile, in bytes. It is read a piece at a time. */
  public static final int MAX_INDEX_BYTES = 16 << 20;

  /** Most values in the index of an IFile; a file takes three. */
  public static final int MAX_INDEX_OBJECTS = 600_000;

  /** Most fields of a class in the index of an IFile; the largest has six. */
  public static final int MAX_INDEX_FIELDS = 16;

  /** Deepest nesting in the index of an IFile; it takes eight. */
  public static final int MAX_INDEX_DEPTH = 32;

  /** Most blocks of data in a TFile: at 256 KiB, the size they are begun anew at, 64 GiB. */
  public static final int MAX_TFILE_BLOCKS = 1 << 18;

  /** Most blocks of meta data in a TFile; Hadoop writes three. */
  public static final int MAX_TFILE_META_BLOCKS = 64;

  /** Most bytes that are decompressed to learn what is in a TFile. */
  public static final long MAX_SCANNED_BYTES = 64L << 30;

  /** Most directories of users and suffixes below a remote log directory of YARN. */
  public static final int MAX_AGGREGATED_DIRECTORIES = 20_000;

  /** How long the list of those is used without looking again. */
  public static final Duration AGGREGATED_LAYOUT_FRESH = Duration.ofSeconds(1);

  /** Most applications whose directories are remembered for that long. */
  public static final int MAX_RECENT_APPLICATIONS = 1024;

  /** How long what is known of an application of YARN is used without looking again. */
  public static final Duration APPLICATION_FRESH = Duration.ofMillis(250);

  /** Most containers of applications that are remembered for that long. */
  public static final int MAX_RECENT_CONTAINERS = 20_000;

  /** Most of the heap that is used to remember what lies in aggregated files, in bytes. */
  public static final long MAX_AGGREGATED_CACHE_BYTES = 24L << 20;

  /** Most decoders kept for who reads on, some 80 KiB each. */
  public static final int MAX_PARKED_DECODERS = 16;

  /** How long they are kept, and half of that longer. */
  public static final Duration PARKED_DECODER_IDLE = Duration.ofSeconds(30);

  /** Most uploads of one file that are put together, the newest: one an hour for half a year. */
  public static final int MAX_UPLOADS = 4096;

  /** Bytes by which it is seen whether an upload goes on where another ended. */
  public static final int UPLOAD_COMPARED_BYTES = 4096;

  /** How old an upload that has not ended may be, for files to be waited for. */
  public static final Duration AGGREGATED_UPLOAD_RECENT = Duration.ofMinutes(1);

  /** Longest wait for files that are neither on the node any more nor aggregated yet. */
  public static final Duration AGGREGATED_UPLOAD_WAIT = Duration.ofSeconds(2);

  /** How often they are looked for meanwhile. */
  public static final Duration AGGREGATED_UPLOAD_LOOK = Duration.ofMillis(50);

  /** How many times a file that has gone when it is opened is looked for anew. */
  public static final int MAX_MOVES = 4;

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

  /** How long a connection to a Spark history server may take. */
  public static final Duration HISTORY_CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** How long a Spark history server may take to begin its answer: it may have to read a log. */
  public static final Duration HISTORY_ANSWER_TIMEOUT = Duration.ofSeconds(60);

  /** How long the body of a Spark history server's answer may take. */
  public static final Duration HISTORY_BODY_TIMEOUT = Duration.ofMinutes(5);

  /** How long the log of a Spark application must be silent for it not to count as running. */
  public static final Duration RUN_SILENT_AFTER = Duration.ofHours(1);

  /** How long it is not looked up again, for a list, when the logs of one were last written to. */
  public static final Duration RUN_FRESH = Duration.ofSeconds(30);

  /** The same for one that has been silent for {@link #RUN_SILENT_AFTER}. */
  public static final Duration SILENT_RUN_FRESH = Duration.ofMinutes(10);

  /** How often a container's directory is read again because it was changed meanwhile. */
  public static final int MAX_DIRECTORY_LOOKS = 100;

  /** How long a directory must not have been changed to be read once only. */
  public static final Duration DIRECTORY_QUIET = Duration.ofSeconds(2);

  /** How long a directory of rolled segments that is not changed may be taken to hold the same. */
  public static final Duration DIRECTORY_TRUST = Duration.ofSeconds(10);

  /** Most files of such directories that are remembered; each takes about 400 bytes. */
  public static final int MAX_REMEMBERED_ENTRIES = 40_000;

  /** First bytes by which a compressed segment is told to be a copy of what follows it. */
  public static final int MAX_COMPARED_BYTES = 1 << 20;

  /** Bytes of an event log that are read at once. */
  public static final int EVENT_READ_BYTES = 64 << 10;

  /** Longest event that is read whole, in bytes; of a longer one its first bytes are looked at. */
  public static final int MAX_EVENT_BYTES = 1 << 20;

  /** Deepest nesting of objects and arrays in an event. */
  public static final int MAX_EVENT_DEPTH = 64;

  /** Longest text of an event that is kept, in characters: a name, an address, a property. */
  public static final int MAX_EVENT_TEXT_CHARS = 2048;

  /** Most log addresses, attributes or properties of an event that are kept. */
  public static final int MAX_EVENT_MEMBERS = 32;

  /** A file is no event log where so many bytes hold no event. */
  public static final int MAX_FOREIGN_BYTES = 1 << 20;

  /** Bytes in which an event log must tell its application to be listed. */
  public static final int MAX_LOG_HEAD_BYTES = 32 << 20;

  /** Bytes at the end of a log in which the end of its application is looked for first. */
  public static final int FIRST_LOG_TAIL_BYTES = 4 << 10;

  /**
   * A longer compressed log is not decoded for a summary, only where it is asked for by its id. In
   * bytes, compressed.
   */
  public static final long MAX_SUMMARY_COMPRESSED_BYTES = 16 << 20;

  /** Bytes of text that are decoded of a compressed log for a summary. */
  public static final long MAX_SUMMARY_TEXT_BYTES = 512 << 20;

  /** Longest block of an lz4 log, in bytes, packed or not; Spark writes such of 32 KiB. */
  public static final int MAX_LZ4_BLOCK_BYTES = 4 << 20;

  /** Bytes at the end of a log in which the end of its application is looked for last. */
  public static final int MAX_LOG_TAIL_BYTES = 1 << 20;

  /** Names that changed so short a time ago may have changed again within the same tick. */
  public static final Duration NAMES_SETTLE = Duration.ofSeconds(2);

  /** How long a listing of event logs is used at most where its directory tells of no change. */
  public static final Duration MAX_LISTING_AGE = Duration.ofSeconds(30);

  /** What each log in a directory adds to the pause after a listing of it. */
  public static final Duration LISTING_PAUSE_PER_LOG = Duration.ofNanos(100_000);

  /** After a listing of no more logs there is no pause. */
  public static final int FEW_EVENT_LOGS = 1000;

  /** How long one waits for another who looks through the event logs, before the last known do. */
  public static final Duration MAX_LOOK_WAIT = Duration.ofSeconds(2);

  /** How often a directory is listed in one go until no name in it changed meanwhile. */
  public static final int MAX_LISTINGS = 4;

  /** A running log that was not written to for so long is not looked at whenever the rest is. */
  public static final Duration SILENT_LOG = Duration.ofHours(1);

  /** Most executors of one log that are kept. */
  public static final int MAX_LOGGED_EXECUTORS = 20_000;

  /** Bytes of the heap that what is kept of one log may take, about. */
  public static final long MAX_LOG_FACTS_BYTES = 8 << 20;

  /** Texts that executors of a log have in common and that are kept once. */
  public static final int MAX_SHARED_TEXTS = 4096;

  /** Longest text that is kept once for all executors that have it, in characters. */
  public static final int MAX_SHARED_TEXT_CHARS = 64;

  /** Bytes of memory that logs that have been read whole may take, about. */
  public static final long MAX_WHOLE_LOGS_BYTES = 32 << 20;

  /** Bytes of the heap that the summaries of all logs may take, about. */
  public static final long MAX_SUMMARIES_BYTES = 48 << 20;

  /** Logs of one directory that are looked at, the newest. */
  public static final int MAX_EVENT_LOGS = 100_000;

  /** Files of one rolled log: at 128 MiB each, as Spark rolls, 2.5 TiB. */
  public static final int MAX_ROLLED_FILES = 20_000;

  /** Applications that are known by the directories of one kind in one place, the newest. */
  public static final int MAX_UNLOGGED_APPLICATIONS = 100_000;

  /** Executors of an application that are known by their directories in one place. */
  public static final int MAX_EXECUTOR_DIRECTORIES = 20_000;

  /** Files in one directory of a container that are shown, rolled segments included. */
  public static final int MAX_CONTAINER_FILES = 100_000;

  /** Warnings of one kind that are given. */
  public static final int MAX_NOTICES = 1000;

  /** How long one waits until the segments of a log have been counted. */
  public static final Duration COUNTING_WAIT = Duration.ofSeconds(5);

  /** The same where no request waits for it, but a search through all of them. */
  public static final Duration ALL_COUNTING_WAIT = Duration.ofMinutes(30);

  /** Bytes of text that are read of a new log at first, before others have been looked at. */
  public static final int GLANCE_BYTES = 1 << 20;

  /** After that no other new log is looked at for one question; the next one goes on. */
  public static final Duration LOOK_TIME = Duration.ofSeconds(2);

  /** The same for the first question. */
  public static final Duration FIRST_LOOK_TIME = Duration.ofSeconds(20);

  /** How long one waits for logs that have to be read further than at a glance. */
  public static final Duration LATE_SUMMARY_WAIT = Duration.ofSeconds(2);

  /** Bytes of text that are read of a long log before it is another one's turn. */
  public static final long LOG_SLICE_BYTES = 16 << 20;

  /** How long one waits for a log that is read whole, before what is known of it counts. */
  public static final Duration WHOLE_LOG_WAIT = Duration.ofSeconds(2);

  /** How long after somebody has asked for it a long log is read on. */
  public static final Duration WHOLE_LOG_INTEREST = Duration.ofMinutes(1);

  /** Threads that read long logs. */
  public static final int MAX_LONG_LOG_READERS = 2;

  /** Bytes of text of a log that is read whole. */
  public static final long MAX_LOG_TEXT_BYTES = 1L << 40;

  /** Bytes of text without an event after which a log ends; Java makes no longer strings. */
  public static final long MAX_EVENT_GAP_BYTES = 4L << 30;

  /** Bytes of a compressed log that give no text, after which it counts as damaged. */
  public static final long MAX_UNYIELDING_BYTES = 64 << 20;

  /** Threads that read the summaries of new logs. */
  public static final int MAX_SUMMARY_READERS = 4;

  /** Most pods of Spark applications in a list of pods; one costs about 600 bytes here. */
  public static final int MAX_PODS = 50_000;

  /** Most containers of a pod that are kept, and most initial ones. */
  public static final int MAX_POD_CONTAINERS = 64;

  /** Pods that are in no list any more and are remembered while their logs are there. */
  public static final int MAX_GONE_PODS = 5_000;

  /** How long a list of pods fetched from a URL is used without asking again. */
  public static final Duration PODS_FRESH = Duration.ofSeconds(5);

  /** How old a list of pods may be and still stand in for one that cannot be had. */
  public static final Duration PODS_MAX_STALE = Duration.ofMinutes(15);

  /** How long a failure to get the list of pods is remembered before it is tried again. */
  public static final Duration PODS_RETRY = Duration.ofSeconds(5);

  /** How long a saved list of pods is used without a look whether it has changed. */
  public static final Duration PODS_FILE_FRESH = Duration.ofSeconds(1);

  /** How long a list of applications is used that nothing has changed in. */
  public static final Duration LISTING_FRESH = Duration.ofSeconds(10);

  /** Longest bearer token for an API server, in bytes. */
  public static final int MAX_TOKEN_BYTES = 16 << 10;

  /** Longest tag of a record in a pod's log, those after its first colon included, in bytes. */
  public static final int MAX_CRI_TAG_BYTES = 64;

  /** Of a pod's log, read and taken apart at once, in bytes. */
  public static final int CRI_BLOCK_BYTES = 64 << 10;

  /**
   * Distance of the places in a pod's log from which it can be read without what comes before, in
   * bytes; doubled for a file that would have more than {@link #MAX_CRI_CHECKPOINTS}.
   */
  public static final int CRI_CHECKPOINT_BYTES = 128 << 10;

  /** Most such places kept of one file; each takes 24 bytes. */
  public static final int MAX_CRI_CHECKPOINTS = 8192;

  /** Most bytes that the lengths and places kept of all pods' logs take, about. */
  public static final int MAX_CRI_INDEX_BYTES = 16 << 20;

  /**
   * First bytes of a pod's log, and bytes before the place reached, that must still be there when
   * it is read on.
   */
  public static final int CRI_OVERLAP_BYTES = 64;

  /** Most log files of one container; the kubelet keeps five of each of its runs. */
  public static final int MAX_CONTAINER_LOGS = 256;

  /** How often a container's files are looked at again because they were renamed meanwhile. */
  public static final int MAX_CONTAINER_LOOKS = 8;

  /** Longest answer of a resource manager or master that is read, in bytes. */
  public static final long MAX_SERVICE_BYTES = 64L << 20;

  /** Most applications, drivers and workers together that such an answer may tell of. */
  public static final int MAX_SERVICE_ENTRIES = 50_000;

  /** Most attempts of an application that a resource manager may tell of. */
  public static final int MAX_SERVICE_ATTEMPTS = 1000;

  /** Longest address that such an answer tells, in characters. */
  public static final int MAX_SERVICE_ADDRESS_CHARS = 2048;

  /** Longest diagnosis that is looked at, in characters; YARN cuts them at 64 KiB. */
  public static final int MAX_DIAGNOSIS_CHARS = 128 << 10;

  /** How long what a resource manager or master told is used without asking again. */
  public static final Duration SERVICE_FRESH = Duration.ofSeconds(5);

  /** How long it is used while it is being asked again. */
  public static final Duration SERVICE_TOLERABLE = Duration.ofSeconds(15);

  /** Longest wait for it, where what it told is older than that. */
  public static final Duration SERVICE_WAIT = Duration.ofSeconds(1);

  /** How long a failure to ask it is remembered before it is tried again. */
  public static final Duration SERVICE_RETRY = Duration.ofSeconds(5);

  /** Longest its answer may take to arrive, from the request to its last byte. */
  public static final Duration SERVICE_FETCH_TIMEOUT = Duration.ofSeconds(30);

  /** How long it is believed that an application runs or waits. */
  public static final Duration SERVICE_RUN_TRUST = Duration.ofMinutes(5);

  /** Most questions for single applications that a resource manager is asked at once. */
  public static final int MAX_SERVICE_QUESTIONS = 4;

  /** Most applications whose attempts, as a resource manager told them, are remembered. */
  public static final int MAX_SERVICE_DETAILS = 1024;

  /** Most sessions of a Livy server that are known, and most batches. */
  public static final int MAX_LIVY_SESSIONS = 10_000;

  /** Longest log that a Livy server answers with, in bytes of its answer. */
  public static final int MAX_LIVY_LOG_BYTES = 2 << 20;

  /** Lines of a log that a Livy server is asked for, the last ones. */
  public static final int MAX_LIVY_LOG_LINES = 1000;

  /** Most logs of a Livy server that are kept. */
  public static final int MAX_LIVY_LOGS = 16;

  /** Bytes of rolled files by whose lines it is told whether a console has them, too. */
  public static final int MAX_COPY_BYTES = 256 << 10;

  /** Last lines of those that a console may not have yet. */
  public static final int MAX_COPY_LATE_LINES = 16;

  private Limits() {}
}
