package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.ByteSource;
import io.millpond.logs.Content;
import io.millpond.logs.DamagedFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads event logs from their beginning to where they now end, and hands on when an application
 * started and ended, and its executors came and went. Takes as much memory as a line, however long
 * the log is. For one thread.
 */
public final class LifecycleReader {
  /** Is given what is read. */
  public interface Sink {
    /** The next event, in the order of the log. */
    void event(ApplicationEvent event) throws IOException;

    /** A line that is one of these events and cannot be read, or tells no time. */
    void unreadable();

    /** So many bytes of text were read since it was last told. */
    void progress(int bytes) throws IOException;
  }

  private final Sink sink;

  /** What a piece of text held; lines are taken apart where nothing may be thrown. */
  private final List<ApplicationEvent> met = new ArrayList<>();

  private int unreadable;
  private EventLines lines = new EventLines(this::line);

  public LifecycleReader(Sink sink) {
    this.sink = sink;
  }

  /**
   * The files that hold the events of an attempt, in order, of all that belong to its log: without
   * those that tell its status, and those that a compacted file stands in for.
   */
  public static List<StoredFile> parts(List<StoredFile> eventLog) {
    record Rolled(RolledName name, StoredFile file) {}
    List<StoredFile> single = new ArrayList<>();
    List<Rolled> rolled = new ArrayList<>();
    for (StoredFile file : eventLog) {
      String name = file.name().substring(file.name().indexOf('/') + 1);
      if (name.length() == file.name().length()) {
        single.add(file);
      }
      RolledName.of(name).ifPresent(one -> rolled.add(new Rolled(one, file)));
    }
    if (!single.isEmpty()) {
      return single;
    }
    rolled.sort(Comparator.comparing(Rolled::name, RolledName.ORDER));
    int first = rolled.size() - 1;
    while (first > 0 && !rolled.get(first).name().compacted()) {
      first--;
    }
    return rolled.stream().skip(Math.max(0, first)).map(Rolled::file).toList();
  }

  /**
   * Reads a file.
   *
   * @throws DamagedFileException where it is damaged; what comes before that was handed on
   * @throws IOException of the file or the sink
   */
  public void read(StoredFile file) throws IOException {
    try (Content content = file.open()) {
      if (!(content instanceof Content.InFile inFile)) {
        throw new IllegalArgumentException("no event log");
      }
      read(file.name(), inFile.file());
    }
  }

  private void read(String name, ByteSource source) throws IOException {
    byte[] buffer = new byte[Limits.EVENT_READ_BYTES];
    lines = new EventLines(this::line);
    long decoded = 0;
    try (PartText text = new PartText()) {
      text.attach(source);
      int count = text.read(buffer, source);
      while (count >= 0) {
        lines.feed(buffer, 0, count);
        handOn();
        sink.progress(count);
        decoded += count;
        count = text.read(buffer, source);
      }
      if (text.isDamaged()) {
        throw new DamagedFileException(name, decoded, "cannot be decoded");
      }
    }
  }

  private void handOn() throws IOException {
    for (ApplicationEvent event : met) {
      sink.event(event);
    }
    met.clear();
    for (; unreadable > 0; unreadable--) {
      sink.unreadable();
    }
  }

  private void line(LogEvent.Kind kind, byte[] bytes, int from, int to) {
    if (kind == LogEvent.Kind.ENVIRONMENT) {
      return;
    }
    long offset = lines.lineOffset();
    Optional<ApplicationEvent> event =
        EventParser.parse(kind, bytes, from, to).flatMap(told -> event(told, offset));
    event.ifPresentOrElse(met::add, () -> unreadable++);
  }

  private static Optional<ApplicationEvent> event(LogEvent told, long offset) {
    return switch (told) {
      case LogEvent.Start start ->
          start
              .time()
              .map(time ->
                  new ApplicationEvent(
                      ApplicationEvent.Kind.APPLICATION_START, time, "", start.name(), offset));
      case LogEvent.End end -> {
        String how = end.exitCode().isPresent() ? "exit code " + end.exitCode().getAsInt() : "";
        yield end.time()
            .map(time ->
                new ApplicationEvent(ApplicationEvent.Kind.APPLICATION_END, time, "", how, offset));
      }
      case LogEvent.Executor added ->
          added
              .time()
              .map(time ->
                  new ApplicationEvent(
                      ApplicationEvent.Kind.EXECUTOR_ADDED,
                      time,
                      added.process().id(),
                      added.process().host(),
                      offset));
      case LogEvent.Removed gone ->
          gone.time()
              .map(time ->
                  new ApplicationEvent(
                      ApplicationEvent.Kind.EXECUTOR_REMOVED,
                      time,
                      gone.id(),
                      gone.reason(),
                      offset));
      case LogEvent.Environment _ -> Optional.empty();
    };
  }
}
