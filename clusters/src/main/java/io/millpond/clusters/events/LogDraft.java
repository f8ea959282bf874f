package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a log tells while it is read. The first start and the first properties count, so
 * that the beginning of a log tells the same as all of it; the last end counts, so that the end of
 * it does.
 */
final class LogDraft implements EventLines.Sink {
  private static final int OBJECT_BYTES = 56;
  private static final int REFERENCE_BYTES = 8;

  private final boolean wantExecutors;
  private final Map<String, LoggedProcess> executors = new LinkedHashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private LogEvent.@Nullable Start start;
  private @Nullable Map<String, String> properties;
  private LogEvent.@Nullable End end;
  private long weightBytes;
  private @Nullable LogFacts facts;

  LogDraft(boolean wantExecutors) {
    this.wantExecutors = wantExecutors;
  }

  @Override
  public void line(LogEvent.Kind kind, byte[] bytes, int from, int to) {
    if (isWanted(kind)) {
      EventParser.parse(kind, bytes, from, to).ifPresent(this::add);
    }
  }

  private boolean isWanted(LogEvent.Kind kind) {
    return switch (kind) {
      case START -> start == null;
      case ENVIRONMENT -> properties == null;
      case EXECUTOR -> wantExecutors;
      case REMOVED -> false;
      case END -> true;
    };
  }

  boolean hasStart() {
    return start != null;
  }

  boolean hasProperties() {
    return properties != null;
  }

  private void add(LogEvent event) {
    facts = null;
    switch (event) {
      case LogEvent.Start told -> {
        start = told;
        weightBytes += weight(told.name()) + told.driver().map(this::weight).orElse(0L);
      }
      case LogEvent.Environment told -> {
        properties = told.properties();
        weightBytes += weight(told.properties());
      }
      case LogEvent.Executor told -> addExecutor(told.process());
      case LogEvent.Removed told -> throw new IllegalStateException("is not read");
      case LogEvent.End told -> end = told;
    }
  }

  private void addExecutor(LoggedProcess told) {
    if (weightBytes >= Limits.MAX_LOG_FACTS_BYTES) {
      return;
    }
    LoggedProcess process =
        new LoggedProcess(
            told.id(), shared(told.host()), told.logUrls(), shared(told.attributes()));
    long weight = weight(process);
    if (executors.size() < Limits.MAX_LOGGED_EXECUTORS
        && weightBytes + weight <= Limits.MAX_LOG_FACTS_BYTES) {
      weightBytes += weight;
      executors.put(process.id(), process);
    }
  }

  /** One copy of what thousands of executors have in common. */
  private Map<String, String> shared(Map<String, String> values) {
    Map<String, String> copy = new HashMap<>();
    values.forEach((name, value) -> copy.put(shared(name), shared(value)));
    return copy;
  }

  private String shared(String text) {
    if (text.length() > Limits.MAX_SHARED_TEXT_CHARS) {
      return text;
    }
    if (texts.size() >= Limits.MAX_SHARED_TEXTS) {
      texts.clear();
    }
    String known = texts.putIfAbsent(text, text);
    if (known == null) {
      weightBytes += OBJECT_BYTES + 2L * text.length();
      return text;
    }
    return known;
  }

  private long weight(LoggedProcess process) {
    return OBJECT_BYTES
        + weight(process.id())
        + weight(process.host())
        + weight(process.logUrls())
        + weight(process.attributes());
  }

  private long weight(Map<String, String> texts) {
    long bytes = OBJECT_BYTES;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      bytes += 4L * REFERENCE_BYTES + weight(text.getKey()) + weight(text.getValue());
    }
    return bytes;
  }

  /** What a text adds: those that are shared have been counted. */
  private long weight(String text) {
    String known = texts.get(text);
    return known != null ? 0 : OBJECT_BYTES + 2L * text.length();
  }

  /** What was told so far. */
  LogFacts facts() {
    LogFacts known = facts;
    if (known == null) {
      Map<String, String> told = properties;
      known =
          new LogFacts(
              Optional.ofNullable(start),
              told == null ? Map.of() : told,
              Optional.ofNullable(end),
              List.copyOf(executors.values()),
              weightBytes + 4L * OBJECT_BYTES);
      facts = known;
    }
    return known;
  }
}
