package io.millpond.clusters.events;

import io.millpond.clusters.Application;
import io.millpond.clusters.Limits;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the JSON of one event. What is missing, too long or of another type than it should be is
 * left out. Logs are written by whoever runs a job, so nothing in them is trusted.
 */
final class EventParser {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(Limits.MAX_EVENT_DEPTH).build())
          .build();

  private static final long YEAR_10000_MILLIS = 253_402_300_800_000L;

  private EventParser() {}

  /** The event of a line; empty where the line is damaged. */
  static Optional<LogEvent> parse(LogEvent.Kind kind, byte[] bytes, int from, int to) {
    Fields fields = new Fields();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        fields.readEvent(json, kind);
      }
    } catch (JacksonException e) {
      // Damaged, or cut off because it is too long: environments are, after what is wanted.
      fields.damaged = true;
    }
    return fields.toEvent(kind);
  }

  /** What was met in an event, whichever it is. */
  private static final class Fields {
    private boolean damaged;
    private boolean hasProperties;
    private String appId = "";
    private String appName = "";
    private String user = "";
    private OptionalInt attempt = OptionalInt.empty();
    private Optional<Instant> time = Optional.empty();
    private OptionalInt exitCode = OptionalInt.empty();
    private String executorId = "";
    private String host = "";
    private String reason = "";
    private Map<String, String> logUrls = Map.of();
    private Map<String, String> attributes = Map.of();
    private Map<String, String> properties = Map.of();

    void readEvent(JsonParser json, LogEvent.Kind kind) {
      while (!hasProperties && json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "App ID" -> appId = text(json, Limits.MAX_ID_BYTES);
          case "App Name" -> appName = text(json, Limits.MAX_EVENT_TEXT_CHARS);
          case "User" -> user = text(json, Limits.MAX_ID_BYTES);
          case "App Attempt ID" -> attempt = attemptNumber(text(json, Limits.MAX_ID_BYTES));
          case "Timestamp" -> time = time(json);
          case "ExitCode" -> exitCode = number(json);
          case "Driver Logs" -> logUrls = texts(json, any -> true);
          case "Driver Attributes" -> attributes = texts(json, any -> true);
          case "Executor ID" -> executorId = text(json, Limits.MAX_ID_BYTES);
          case "Executor Info" -> readExecutorInfo(json);
          case "Removed Reason" -> reason = beginning(json, Limits.MAX_EVENT_TEXT_CHARS);
          case "Spark Properties" -> {
            properties = texts(json, key -> key.startsWith(Application.OWN_PROPERTIES));
            // Megabytes of class path follow.
            hasProperties = kind == LogEvent.Kind.ENVIRONMENT;
          }
          default -> json.skipChildren();
        }
      }
    }

    private void readExecutorInfo(JsonParser json) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        return;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "Host" -> host = text(json, Limits.MAX_ID_BYTES);
          case "Log Urls" -> logUrls = texts(json, any -> true);
          case "Attributes" -> attributes = texts(json, any -> true);
          default -> json.skipChildren();
        }
      }
    }

    Optional<LogEvent> toEvent(LogEvent.Kind kind) {
      if (kind == LogEvent.Kind.ENVIRONMENT) {
        return hasProperties ? Optional.of(new LogEvent.Environment(properties)) : Optional.empty();
      }
      if (damaged) {
        return Optional.empty();
      }
      return switch (kind) {
        case START ->
            appId.isEmpty()
                ? Optional.empty()
                : Optional.of(new LogEvent.Start(appId, appName, user, attempt, time, driver()));
        case EXECUTOR ->
            executorId.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    new LogEvent.Executor(
                        time, new LoggedProcess(executorId, host, logUrls, attributes)));
        case REMOVED ->
            executorId.isEmpty()
                ? Optional.empty()
                : Optional.of(new LogEvent.Removed(time, executorId, reason));
        default -> Optional.of(new LogEvent.End(time, exitCode));
      };
    }

    private Optional<LoggedProcess> driver() {
      if (logUrls.isEmpty() && attributes.isEmpty()) {
        return Optional.empty();
      }
      String node = attributes.getOrDefault("NM_HOST", "");
      String where =
          !node.isEmpty()
              ? node
              : logUrls.values().stream().findFirst().map(Fields::host).orElse("");
      return Optional.of(new LoggedProcess("driver", where, logUrls, attributes));
    }

    /** The worker that serves a log is where the process ran. */
    private static String host(String url) {
      try {
        String host = new URI(url).getHost();
        return host == null ? "" : host;
      } catch (URISyntaxException e) {
        return "";
      }
    }
  }

  private static String text(JsonParser json, int maxChars) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      json.skipChildren();
      return "";
    }
    return json.getStringLength() <= maxChars ? json.getString() : "";
  }

  /** Of a text that is for people, as much of it as may be. */
  private static String beginning(JsonParser json, int maxChars) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      json.skipChildren();
      return "";
    }
    String text = json.getString();
    return text.length() <= maxChars ? text : text.substring(0, maxChars) + "…";
  }

  private static OptionalInt attemptNumber(String text) {
    boolean isNumber =
        !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int number = isNumber ? Integer.parseInt(text) : 0;
    return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
  }

  private static OptionalInt number(JsonParser json) {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      json.skipChildren();
      return OptionalInt.empty();
    }
    return OptionalInt.of(json.getIntValue());
  }

  private static Optional<Instant> time(JsonParser json) {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      json.skipChildren();
      return Optional.empty();
    }
    long millis = json.getLongValue();
    return millis > 0 && millis < YEAR_10000_MILLIS
        ? Optional.of(Instant.ofEpochMilli(millis))
        : Optional.empty();
  }

  /** The members of an object that are texts. */
  private static Map<String, String> texts(JsonParser json, Predicate<String> wanted) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return Map.of();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (!wanted.test(name)
          || name.length() > Limits.MAX_ID_BYTES
          || texts.size() >= Limits.MAX_EVENT_MEMBERS) {
        json.skipChildren();
        continue;
      }
      boolean isText = json.currentToken() == JsonToken.VALUE_STRING;
      String value = text(json, Limits.MAX_EVENT_TEXT_CHARS);
      if (isText && (!value.isEmpty() || json.getStringLength() == 0)) {
        texts.put(name, value);
      }
    }
    return texts;
  }
}
