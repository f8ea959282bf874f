package io.millpond.api.admin;

import io.millpond.catalog.Held;
import io.millpond.catalog.Item;
import io.millpond.catalog.Origin;
import io.millpond.catalog.Outcome;
import io.millpond.catalog.Registrar;
import io.millpond.catalog.Session;
import io.millpond.catalog.Workspace;
import io.millpond.http.Exchange;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** The handlers: workspaces, items, sessions and their applications, read and registered. */
final class Registry {
  static final String WORKSPACE = "workspaceId";
  static final String ITEM = "itemId";
  static final String SESSION = "sessionId";

  private final Registrar registrar;

  Registry(Registrar registrar) {
    this.registrar = registrar;
  }

  /** What is asked of the registrar; an {@link IOException} there is no fault of the client's. */
  interface Question<T> {
    T ask() throws IOException;
  }

  static <T> T ask(Question<T> question) {
    try {
      return question.ask();
    } catch (IOException unavailable) {
      throw AdminProblem.unavailable();
    }
  }

  void listWorkspaces(Exchange exchange) throws IOException {
    Json.sendList(exchange, Json::workspace, ask(registrar::workspaces));
  }

  void readWorkspace(Exchange exchange) {
    UUID id = Entry.id(exchange, WORKSPACE);
    Json.send(
        exchange,
        200,
        Json::workspace,
        ask(() -> registrar.workspace(id)).orElseThrow(AdminProblem::notFound));
  }

  void addWorkspace(Exchange exchange) throws IOException {
    putWorkspace(exchange, UUID.randomUUID());
  }

  void putWorkspace(Exchange exchange) throws IOException {
    putWorkspace(exchange, Entry.id(exchange, WORKSPACE));
  }

  private void putWorkspace(Exchange exchange, UUID id) throws IOException {
    Body body = Body.of(exchange);
    Entry.same(body, "id", id);
    Workspace workspace = new Workspace(id, Entry.name(body, id), Entry.tenant(body));
    end(body);
    int status = status(ask(() -> registrar.put(workspace)));
    created(exchange, status, "/workspaces/" + id);
    Json.send(exchange, status, Json::workspace, new Held<>(workspace, Origin.REGISTERED));
  }

  void deleteWorkspace(Exchange exchange) {
    UUID id = Entry.id(exchange, WORKSPACE);
    status(ask(() -> registrar.deleteWorkspace(id)));
    exchange.sendEmpty(204);
  }

  void listItems(Exchange exchange) throws IOException {
    UUID workspace = Entry.id(exchange, WORKSPACE);
    List<Held<Item>> items =
        ask(() -> registrar.items(workspace)).orElseThrow(AdminProblem::notFound);
    Json.sendList(exchange, Json::item, items);
  }

  void readItem(Exchange exchange) {
    UUID workspace = Entry.id(exchange, WORKSPACE);
    UUID id = Entry.id(exchange, ITEM);
    Json.send(
        exchange,
        200,
        Json::item,
        ask(() -> registrar.item(workspace, id)).orElseThrow(AdminProblem::notFound));
  }

  void addItem(Exchange exchange) throws IOException {
    putItem(exchange, UUID.randomUUID());
  }

  void putItem(Exchange exchange) throws IOException {
    putItem(exchange, Entry.id(exchange, ITEM));
  }

  private void putItem(Exchange exchange, UUID id) throws IOException {
    UUID workspace = Entry.id(exchange, WORKSPACE);
    Body body = Body.of(exchange);
    Entry.same(body, "id", id);
    Entry.same(body, WORKSPACE, workspace);
    Item item = new Item(id, workspace, Entry.type(body), Entry.name(body, id));
    end(body);
    int status = status(ask(() -> registrar.put(item)));
    created(exchange, status, "/workspaces/" + workspace + "/items/" + id);
    Json.send(exchange, status, Json::item, new Held<>(item, Origin.REGISTERED));
  }

  void deleteItem(Exchange exchange) {
    UUID workspace = Entry.id(exchange, WORKSPACE);
    UUID id = Entry.id(exchange, ITEM);
    status(ask(() -> registrar.deleteItem(workspace, id)));
    exchange.sendEmpty(204);
  }

  void listSessions(Exchange exchange) throws IOException {
    UUID workspace = Entry.id(exchange, WORKSPACE);
    UUID item = Entry.id(exchange, ITEM);
    List<Held<Session>> sessions =
        ask(() -> registrar.sessions(workspace, item)).orElseThrow(AdminProblem::notFound);
    Json.sendList(exchange, Json::session, sessions);
  }

  void readSession(Exchange exchange) {
    sendSession(exchange, 200, Entry.id(exchange, SESSION));
  }

  private void sendSession(Exchange exchange, int status, UUID id) {
    UUID workspace = Entry.id(exchange, WORKSPACE);
    UUID item = Entry.id(exchange, ITEM);
    Json.send(
        exchange,
        status,
        Json::session,
        ask(() -> registrar.session(workspace, item, id)).orElseThrow(AdminProblem::notFound));
  }

  void addSession(Exchange exchange) throws IOException {
    UUID workspace = Entry.id(exchange, WORKSPACE);
    UUID item = Entry.id(exchange, ITEM);
    Body body = Body.of(exchange);
    String cluster = Entry.cluster(body);
    UUID id = Entry.newSessionId(body, cluster);
    putSession(exchange, workspace, item, id, cluster, body);
  }

  void putSession(Exchange exchange) throws IOException {
    UUID workspace = Entry.id(exchange, WORKSPACE);
    UUID item = Entry.id(exchange, ITEM);
    UUID id = Entry.id(exchange, SESSION);
    Body body = Body.of(exchange);
    Entry.same(body, "id", id);
    putSession(exchange, workspace, item, id, Entry.cluster(body), body);
  }

  private void putSession(
      Exchange exchange, UUID workspace, UUID item, UUID id, String cluster, Body body) {
    Entry.same(body, WORKSPACE, workspace);
    Entry.same(body, ITEM, item);
    List<String> applications = Entry.applications(body).orElse(List.of());
    end(body);
    int status = status(ask(() -> registrar.put(workspace, item, id, cluster, applications)));
    created(exchange, status, "/workspaces/" + workspace + "/items/" + item + "/sessions/" + id);
    sendSession(exchange, status, id);
  }

  void deleteSession(Exchange exchange) {
    UUID workspace = Entry.id(exchange, WORKSPACE);
    UUID item = Entry.id(exchange, ITEM);
    UUID id = Entry.id(exchange, SESSION);
    status(ask(() -> registrar.deleteSession(workspace, item, id)));
    exchange.sendEmpty(204);
  }

  void addApplications(Exchange exchange) throws IOException {
    UUID workspace = Entry.id(exchange, WORKSPACE);
    UUID item = Entry.id(exchange, ITEM);
    UUID id = Entry.id(exchange, SESSION);
    Body body = Body.of(exchange);
    List<String> applications =
        Entry.applications(body).orElseThrow(() -> AdminProblem.invalid("applications is missing"));
    body.end();
    status(ask(() -> registrar.addApplications(workspace, item, id, applications)));
    sendSession(exchange, 200, id);
  }

  /** An answer tells where its entry is from; said back, that means nothing. */
  private static void end(Body body) {
    body.text("origin");
    body.end();
  }

  private static int status(Outcome outcome) {
    return switch (outcome) {
      case CREATED -> 201;
      case REPLACED, DELETED -> 200;
      default -> throw AdminProblem.of(outcome);
    };
  }

  private static void created(Exchange exchange, int status, String path) {
    if (status == 201) {
      exchange.with("Location", AdminDialect.ROOT + path);
    }
  }
}
