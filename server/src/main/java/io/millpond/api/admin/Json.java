package io.millpond.api.admin;

import io.millpond.access.GrantRegistrar;
import io.millpond.access.Permission;
import io.millpond.catalog.Held;
import io.millpond.catalog.Item;
import io.millpond.catalog.Session;
import io.millpond.catalog.Workspace;
import io.millpond.http.BodyWriter;
import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.json.JsonBody;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** The bodies of answers. */
final class Json {
  private static final JsonFactory JSON = new JsonFactory();

  private Json() {}

  /** Writes one entry. */
  @FunctionalInterface
  interface Form<T> {
    void write(JsonGenerator json, T entry);
  }

  static void grant(JsonGenerator json, GrantRegistrar.Held grant) {
    json.writeStartObject();
    json.writeStringProperty("principal", grant.principal());
    permissions(json, "allow", grant.made());
    permissions(json, "configured", grant.configured());
    json.writeEndObject();
  }

  private static void permissions(JsonGenerator json, String name, Set<Permission> permissions) {
    json.writeArrayPropertyStart(name);
    permissions.stream().map(Permission::name).sorted().forEach(json::writeString);
    json.writeEndArray();
  }

  static void workspace(JsonGenerator json, Held<Workspace> entry) {
    Workspace workspace = entry.value();
    json.writeStartObject();
    json.writeStringProperty("id", workspace.id().toString());
    json.writeStringProperty("name", workspace.name());
    workspace.tenant().ifPresent(tenant -> json.writeStringProperty("tenant", tenant));
    end(json, entry);
  }

  static void item(JsonGenerator json, Held<Item> entry) {
    Item item = entry.value();
    json.writeStartObject();
    json.writeStringProperty("id", item.id().toString());
    json.writeStringProperty("workspaceId", item.workspaceId().toString());
    json.writeStringProperty("type", item.type().word());
    json.writeStringProperty("name", item.name());
    end(json, entry);
  }

  static void session(JsonGenerator json, Held<Session> entry) {
    Session session = entry.value();
    json.writeStartObject();
    json.writeStringProperty("id", session.id().toString());
    json.writeStringProperty("workspaceId", session.item().workspaceId().toString());
    json.writeStringProperty("itemId", session.item().id().toString());
    json.writeStringProperty("cluster", session.cluster());
    json.writeArrayPropertyStart("applications");
    session.applicationIds().forEach(json::writeString);
    json.writeEndArray();
    end(json, entry);
  }

  private static void end(JsonGenerator json, Held<?> entry) {
    json.writeStringProperty("origin", entry.origin().name().toLowerCase(Locale.ROOT));
    json.writeEndObject();
  }

  /** Answers with one entry. */
  static <T> void send(Exchange exchange, int status, Form<T> form, T entry) {
    exchange.send(status, JsonBody.TYPE, JsonBody.of(json -> form.write(json, entry)));
  }

  /** Answers with entries, {@code {"value": […]}}, written as they are sent. */
  static <T> void sendList(Exchange exchange, Form<T> form, List<T> entries) throws IOException {
    BodyWriter body = exchange.body(200, JsonBody.TYPE);
    if (!body.headersOnly()) {
      try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), body.asStream())) {
        json.writeStartObject();
        json.writeArrayPropertyStart("value");
        entries.forEach(entry -> form.write(json, entry));
        json.writeEndArray();
        json.writeEndObject();
      } catch (JacksonIOException failure) {
        // The client left: for that the server has the exception below.
        throw Objects.requireNonNull(failure.getCause());
      }
    }
    body.finish();
  }

  /** Answers with a refusal. */
  static void sendProblem(Exchange exchange, Problem problem) {
    exchange.send(
        problem.status(),
        JsonBody.TYPE,
        JsonBody.of(json -> {
          json.writeStartObject();
          json.writeStringProperty("code", AdminProblem.code(problem));
          json.writeStringProperty("message", problem.text());
          json.writeStringProperty("requestId", exchange.requestId());
          json.writeEndObject();
        }));
  }
}
