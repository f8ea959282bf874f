package io.millpond.api.fabric;

import io.millpond.catalog.Catalog;
import io.millpond.catalog.Item;
import io.millpond.catalog.LivyRuns;
import io.millpond.catalog.Session;
import io.millpond.clusters.Application;
import io.millpond.clusters.ApplicationCluster;
import io.millpond.http.Exchange;
import io.millpond.json.JsonBody;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes that list Livy sessions, newest first, and show one. */
final class Sessions {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);

  private final Chain chain;
  private final Catalog catalog;
  private final LivyRuns livyRuns;
  private final Supplier<URI> publicUrl;

  /**
   * @param publicUrl what absolute links begin with
   */
  Sessions(Chain chain, Catalog catalog, LivyRuns livyRuns, Supplier<URI> publicUrl) {
    this.chain = chain;
    this.catalog = catalog;
    this.livyRuns = livyRuns;
    this.publicUrl = publicUrl;
  }

  void ofWorkspace(Exchange exchange) throws IOException {
    Optional<PageToken> after = token(exchange);
    UUID workspace = chain.workspace(exchange);
    send(exchange, catalog.sessions(workspace), after);
  }

  void ofItem(Exchange exchange) throws IOException {
    Optional<PageToken> after = token(exchange);
    Item item = chain.item(exchange);
    send(exchange, catalog.sessions(item), after);
  }

  void one(Exchange exchange) throws IOException {
    Session session = chain.session(exchange);
    List<Application> applications = new ArrayList<>();
    Optional<ApplicationCluster> cluster = catalog.cluster(session);
    if (cluster.isPresent()) {
      for (String id : session.applicationIds()) {
        cluster.get().application(id).ifPresent(applications::add);
      }
    }
    SessionView view = SessionView.of(session, applications, livyRuns.of(session));
    String base = base();
    exchange.send(
        200, JsonBody.TYPE_WITH_CHARSET, JsonBody.of(json -> SessionJson.write(json, view, base)));
  }

  private static Optional<PageToken> token(Exchange exchange) {
    return new Parameters(exchange.query()).text("continuationToken").map(PageToken::parse);
  }

  private void send(Exchange exchange, List<Session> sessions, Optional<PageToken> after) {
    List<SessionView> views = new ArrayList<>(views(sessions));
    views.sort(Comparator.comparing(SessionView::place).reversed());
    List<SessionView> rest =
        views.stream()
            .filter(view -> after.isEmpty() || view.place().compareTo(after.get()) < 0)
            .toList();
    List<SessionView> page = rest.subList(0, Math.min(rest.size(), Limits.SESSIONS_PER_PAGE));
    Optional<PageToken> next =
        page.size() < rest.size() ? Optional.of(page.getLast().place()) : Optional.empty();
    String base = base();
    String self = base + exchange.rawPath();
    exchange.send(
        200,
        JsonBody.TYPE_WITH_CHARSET,
        JsonBody.of(json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("value");
          page.forEach(view -> SessionJson.write(json, view, base));
          json.writeEndArray();
          if (next.isPresent()) {
            String token = next.get().text();
            json.writeStringProperty("continuationToken", token);
            json.writeStringProperty("continuationUri", self + "?continuationToken=" + token);
          }
          json.writeEndObject();
        }));
  }

  private String base() {
    String url = publicUrl.get().toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** Joins sessions with what their clusters know of their applications. */
  private List<SessionView> views(List<Session> sessions) {
    Map<String, Map<String, Application>> known = new HashMap<>();
    List<SessionView> views = new ArrayList<>();
    for (Session listed : sessions) {
      Session session = livyRuns.completed(listed);
      Map<String, Application> ofCluster = known.get(session.cluster());
      if (ofCluster == null) {
        ofCluster = applications(session);
        known.put(session.cluster(), ofCluster);
      }
      List<Application> applications = new ArrayList<>();
      for (String id : session.applicationIds()) {
        Application application = ofCluster.get(id);
        if (application != null) {
          applications.add(application);
        }
      }
      views.add(SessionView.of(session, applications, livyRuns.of(session)));
    }
    return views;
  }

  /** A cluster that cannot be read leaves the states of its sessions unknown, and no others. */
  private Map<String, Application> applications(Session session) {
    Map<String, Application> byId = new HashMap<>();
    try {
      Optional<ApplicationCluster> cluster = catalog.cluster(session);
      if (cluster.isPresent()) {
        cluster
            .get()
            .applications()
            .forEach(application -> byId.put(application.id(), application));
      }
    } catch (IOException failing) {
      log.warn(
          "cluster {} cannot tell its applications: {}", session.cluster(), failing.toString());
    }
    return byId;
  }
}
