package io.millpond.clusters.mesos;

import io.millpond.clusters.Limits;
import io.millpond.clusters.documents.DocumentUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The tasks a Mesos master or agent told of at one moment.
 *
 * <h2>Which task is meant</h2>
 *
 * A task is asked for by its id, its name or a piece of its id. How well a task fits counts before
 * whether it is alive, and a live task comes before a completed one that fits as well:
 *
 * <ol>
 *   <li>its id is what was asked for: live, then completed;
 *   <li>its name is: live, then completed;
 *   <li>its id contains it: live, then completed.
 * </ol>
 *
 * The first of these six steps that fits any task decides, even where it fits several: going on to
 * the next would answer with the log of a task that was not meant. Who gives the whole id of a
 * completed task means that task, even where a live one's id contains it; who gives a name that an
 * application keeps over its restarts means the instance that runs now. Unreachable tasks count as
 * live: Mesos may see them again.
 */
public final class MesosState {
  /** What the document is called in messages. */
  static final String DOCUMENT = "Mesos state";

  private static final Comparator<Task> BY_ID =
      Comparator.comparing(Task::id).thenComparing(Task::frameworkId);

  /**
   * Bounds of a state document.
   *
   * @param bytes its length, to within a read buffer
   * @param depth nesting of its objects and arrays
   * @param tasks how many tasks it tells of
   */
  public record Bounds(long bytes, int depth, int tasks) {
    /** Those of {@link Limits}. */
    public static final Bounds DEFAULT =
        new Bounds(Limits.MAX_STATE_BYTES, Limits.MAX_STATE_DEPTH, Limits.MAX_STATE_TASKS);
  }

  private final Optional<String> agentId;
  private final TaskIndex live;
  private final TaskIndex completed;
  private final int ignored;

  MesosState(Optional<String> agentId, Collection<Task> tasks, int ignored) {
    this.agentId = agentId;
    this.live = new TaskIndex(tasks.stream().filter(Predicate.not(Task::completed)).toList());
    this.completed = new TaskIndex(tasks.stream().filter(Task::completed).toList());
    this.ignored = ignored;
  }

  /**
   * Reads the document that a master or an agent answers {@code /state} with. Members that are
   * missing, unknown or of another type than expected are passed over; a task without usable ids is
   * left out and counted.
   *
   * @param json is read to the end of the document and left open
   * @throws DocumentUnavailableException where it is no state document, or exceeds a bound
   * @throws IOException as {@code json} throws it
   */
  public static MesosState read(InputStream json, Bounds bounds) throws IOException {
    return new StateReader(bounds).read(json);
  }

  /** The agent's own id, where this is the state of an agent. */
  public Optional<String> agentId() {
    return agentId;
  }

  /** All tasks, the live ones first, in no particular order. */
  public Stream<Task> tasks() {
    return Stream.concat(live.tasks().stream(), completed.tasks().stream());
  }

  /** How many tasks were left out because their ids are missing or can be no directories. */
  public int ignoredTasks() {
    return ignored;
  }

  /** The task that is meant by an id, a name or a piece of an id; the rule is above. */
  public TaskLookup find(String wanted) {
    if (wanted.isEmpty()) {
      return new TaskLookup.Unknown();
    }
    return Stream.<Stream<List<Task>>>of(
            both(index -> index.withId(wanted)),
            both(index -> index.withName(wanted)),
            both(index -> index.containing(wanted)))
        .flatMap(step -> step)
        .filter(Predicate.not(List::isEmpty))
        .findFirst()
        .map(MesosState::outcome)
        .orElseGet(TaskLookup.Unknown::new);
  }

  /** The task with exactly these ids, a live one before a completed one. */
  Optional<Task> task(String frameworkId, String executorId, String taskId) {
    return both(index -> index.withId(taskId))
        .flatMap(List::stream)
        .filter(t -> t.frameworkId().equals(frameworkId) && t.executorId().equals(executorId))
        .findFirst();
  }

  private Stream<List<Task>> both(Function<TaskIndex, List<Task>> question) {
    return Stream.of(live, completed).map(question);
  }

  private static TaskLookup outcome(List<Task> fitting) {
    if (fitting.size() > 1) {
      List<String> ids =
          fitting.stream().sorted(BY_ID).limit(Limits.MAX_CANDIDATES).map(Task::id).toList();
      return new TaskLookup.Ambiguous(ids, fitting.size());
    }
    Task task = fitting.getFirst();
    return task.containerIds().isEmpty()
        ? new TaskLookup.Unplaced(task)
        : new TaskLookup.Found(task);
  }
}
