package io.millpond.api.fabric;

import io.millpond.catalog.Item;
import io.millpond.catalog.Session;
import io.millpond.clusters.Application;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;

/**
 * A {@code LivySession} as the API shows it. Clients take {@code submitter}, {@code item} and
 * {@code creatorItem} for granted, and stumble over a null: what is not known is left out.
 */
final class SessionJson {
  private SessionJson() {}

  /**
   * @param base what absolute links begin with, without a slash at the end
   */
  static void write(JsonGenerator json, SessionView view, String base) {
    Session session = view.session();
    Item item = session.item();
    Optional<Application> last = view.last();
    json.writeStartObject();
    Optional<String> applicationId =
        last.map(Application::id)
            .or(() -> session.applicationIds().stream().reduce((first, second) -> second));
    applicationId.ifPresent(id -> json.writeStringProperty("sparkApplicationId", id));
    json.writeStringProperty("state", view.state());
    json.writeStringProperty("livyId", session.id().toString());
    json.writeStringProperty("origin", "SubmittedJob");
    last.ifPresent(application -> {
      json.writeNumberProperty("attemptNumber", application.lastAttempt().number());
      if (!application.name().isEmpty()) {
        json.writeStringProperty("livyName", application.name());
      }
    });
    submitter(json, session, last.map(Application::user).orElse(""));
    item(json, "item", item);
    json.writeStringProperty("itemType", item.type().word());
    json.writeStringProperty("itemName", item.name());
    json.writeStringProperty("jobType", jobType(item));
    times(json, view);
    item(json, "creatorItem", item);
    json.writeBooleanProperty("isHighConcurrency", false);
    json.writeStringProperty(
        "livySessionItemResourceUri",
        base
            + "/v1/workspaces/"
            + item.workspaceId()
            + "/"
            + Kinds.segment(item.type())
            + "/"
            + item.id()
            + "/livySessions/"
            + session.id());
    json.writeEndObject();
  }

  /** A cluster's users have names, the API's have ids: one is made of the other. */
  private static void submitter(JsonGenerator json, Session session, String user) {
    UUID id =
        UUID.nameUUIDFromBytes(
            ("user/" + session.cluster() + "/" + user).getBytes(StandardCharsets.UTF_8));
    json.writeObjectPropertyStart("submitter");
    json.writeStringProperty("id", id.toString());
    json.writeStringProperty("type", "User");
    if (!user.isEmpty()) {
      json.writeStringProperty("displayName", user);
    }
    json.writeEndObject();
  }

  private static void item(JsonGenerator json, String name, Item item) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("workspaceId", item.workspaceId().toString());
    json.writeStringProperty("itemId", item.id().toString());
    json.writeStringProperty("referenceType", "ById");
    json.writeEndObject();
  }

  private static void times(JsonGenerator json, SessionView view) {
    Optional<Instant> start = view.start();
    if (start.isEmpty()) {
      return;
    }
    time(json, "submittedDateTime", start.get());
    time(json, "startDateTime", start.get());
    view.end().ifPresent(end -> time(json, "endDateTime", end));
    boolean isRunning = view.state().equals("InProgress");
    if (view.end().isPresent() || isRunning) {
      Duration length = Duration.between(start.get(), view.end().orElseGet(Instant::now));
      long seconds = Math.max(0, length.toSeconds());
      duration(json, "runningDuration", seconds);
      duration(json, "totalDuration", seconds);
    }
  }

  private static void time(JsonGenerator json, String name, Instant time) {
    json.writeStringProperty(name, time.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static void duration(JsonGenerator json, String name, long seconds) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("value", seconds);
    json.writeStringProperty("timeUnit", "Seconds");
    json.writeEndObject();
  }

  private static String jobType(Item item) {
    return switch (item.type()) {
      case NOTEBOOK -> "JupyterSession";
      case SPARK_JOB_DEFINITION -> "SparkBatch";
      case LAKEHOUSE -> "SparkSession";
    };
  }
}
