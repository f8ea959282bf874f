package io.millpond.api.fabric;

import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Decision;
import io.millpond.access.Identity;
import io.millpond.access.Scheme;
import io.millpond.api.Doorkeeper;
import io.millpond.api.RequestCredentials;
import io.millpond.catalog.Catalog;
import io.millpond.catalog.Item;
import io.millpond.catalog.LivyRuns;
import io.millpond.catalog.Session;
import io.millpond.catalog.Uuids;
import io.millpond.clusters.Application;
import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.Attempt;
import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Follows the ids of a path link by link: workspace, item, session, application, attempt. Syntax of
 * all of them is looked at before any is looked up; what does not belong to what stands before it
 * is as unknown as what does not exist, so that nobody learns of what is not theirs.
 */
final class Chain {
  private static final Pattern ATTEMPT = Pattern.compile("[1-9][0-9]*");
  private static final int MAX_ATTEMPT_DIGITS = 9;
  private static final String BEARER = "Bearer";

  /** Where an application's logs are. */
  record Run(ApplicationCluster cluster, Application application, Attempt attempt) {}

  private static final Set<Scheme> SCHEMES = Set.of(Scheme.JWT, Scheme.LOCAL);

  private final Doorkeeper doorkeeper;
  private final Catalog catalog;
  private final LivyRuns livyRuns;
  private final Questions questions;

  Chain(Doorkeeper doorkeeper, Catalog catalog, LivyRuns livyRuns) {
    this.doorkeeper = doorkeeper;
    this.catalog = catalog;
    this.livyRuns = livyRuns;
    this.questions = new Questions(catalog);
  }

  /** Who is asking; 401 where that is nobody. */
  Caller caller(Exchange exchange) {
    return switch (doorkeeper.identify(exchange, Chain::credentials)) {
      case Identity.Known(Caller known, var body) -> known;
      case Identity.Missing missing ->
          throw new FabricProblem(
              401,
              "TokenIsMissing",
              "Access token is missing",
              new Problem.Header("WWW-Authenticate", BEARER));
      case Identity.Undecided undecided ->
          throw new IllegalStateException("is the doorkeeper's to tell");
      case Identity.Invalid invalid ->
          throw new FabricProblem(
              401,
              invalid.isExpired() ? "TokenExpired" : "InvalidToken",
              invalid.isExpired()
                  ? "Access token has expired, resubmit with a new access token"
                  : "Access token is invalid",
              new Problem.Header("WWW-Authenticate", BEARER + " error=\"invalid_token\""));
    };
  }

  private static Credentials credentials(Exchange exchange) {
    return RequestCredentials.bearer(exchange, SCHEMES);
  }

  /** The workspace of the path; that there is one, and that the caller may read it. */
  UUID workspace(Exchange exchange) {
    UUID id = uuid(exchange, "workspaceId");
    Caller caller = caller(exchange);
    Decision decision = doorkeeper.decide(exchange, caller, questions.workspace(id));
    requireScope(decision);
    if (decision == Decision.DENIED || catalog.workspace(id).isEmpty()) {
      throw FabricProblem.noItem();
    }
    return id;
  }

  /**
   * The item of the path. Who may not read it learns that it is there only where it may know of
   * everything in the workspace.
   */
  Item item(Exchange exchange) {
    Item.Type type = Kinds.type(exchange.variable("kind")).orElseThrow(FabricProblem::noEndpoint);
    UUID workspaceId = uuid(exchange, "workspaceId");
    UUID itemId = uuid(exchange, "itemId");
    Caller caller = caller(exchange);
    Decision decision =
        doorkeeper.decide(exchange, caller, questions.item(workspaceId, itemId, type));
    requireScope(decision);
    boolean mayKnow =
        decision == Decision.ALLOWED
            || doorkeeper.mayKnowOf(caller, questions.membership(workspaceId));
    if (!mayKnow) {
      // Not looked up: neither how long that takes nor that it fails is for this caller to know.
      throw FabricProblem.noItem();
    }
    Optional<Item> item = catalog.item(workspaceId, itemId).filter(one -> one.type() == type);
    if (item.isEmpty()) {
      throw FabricProblem.noItem();
    }
    if (decision == Decision.DENIED) {
      throw FabricProblem.insufficientPrivileges();
    }
    return item.get();
  }

  private static void requireScope(Decision decision) {
    if (decision == Decision.SCOPE_MISSING) {
      throw FabricProblem.insufficientScopes();
    }
  }

  /** The session of the path. */
  Session session(Exchange exchange) throws IOException {
    Item item = item(exchange);
    UUID id = Uuids.parse(exchange.variable("livyId")).orElseThrow(FabricProblem::noSession);
    return catalog.session(item, id).map(livyRuns::completed).orElseThrow(FabricProblem::noSession);
  }

  /**
   * The attempt of the path, the last one where it names none.
   *
   * @param attempt as the path has it, if it has one
   */
  Run run(Exchange exchange, Optional<String> attempt) throws IOException {
    String applicationId = applicationId(exchange);
    Optional<Integer> number = attempt.map(Chain::attemptNumber);
    Session session = session(exchange);
    if (!session.applicationIds().contains(applicationId)) {
      throw FabricProblem.noApplication();
    }
    ApplicationCluster cluster = catalog.cluster(session).orElseThrow(FabricProblem::noApplication);
    Application application =
        cluster.application(applicationId).orElseThrow(FabricProblem::noApplication);
    return new Run(
        cluster,
        application,
        number.isEmpty()
            ? application.lastAttempt()
            : application.attempt(number.get()).orElseThrow(FabricProblem::noApplication));
  }

  /** The application's id as the path has it; its form alone is looked at. */
  static String applicationId(Exchange exchange) {
    String id = exchange.variable("appId");
    if (Parameters.isUnfit(id)) {
      throw FabricProblem.invalidParameter("The appId field must be an application id.");
    }
    return id;
  }

  static int attemptNumber(String text) {
    if (!ATTEMPT.matcher(text).matches()) {
      throw FabricProblem.invalidParameter("The attemptId field must be a positive integer.");
    }
    // No application has so many; it is well-formed all the same.
    return text.length() > MAX_ATTEMPT_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(text);
  }

  private static UUID uuid(Exchange exchange, String name) {
    return Uuids.parse(exchange.variable(name))
        .orElseThrow(
            () -> FabricProblem.invalidParameter("The " + name + " field must be a UUID."));
  }
}
