package io.millpond.api.admin;

import io.millpond.access.Decision;
import io.millpond.access.Identity;
import io.millpond.access.Permission;
import io.millpond.access.Question;
import io.millpond.access.Resource;
import io.millpond.access.Scopes;
import io.millpond.api.Doorkeeper;
import io.millpond.api.RequestCredentials;
import io.millpond.http.Exchange;
import java.util.List;

/**
 * Who may administer: a caller with the permission {@code millpond:admin}, or, where no credentials
 * are required, any program on this machine, but no web page that a browser on it happens to show.
 *
 * <p>A page is told by its {@code Origin}, which browsers send with every request that could change
 * something; one that is not listed is refused. One that looks like the service's own is told by
 * the doorkeeper, as everywhere. Cookies count for nothing here, so no browser adds credentials by
 * itself.
 */
final class Admission {
  private final Doorkeeper doorkeeper;
  private final List<String> origins;

  /**
   * @param origins of pages that may use this API
   */
  Admission(Doorkeeper doorkeeper, List<String> origins) {
    this.doorkeeper = doorkeeper;
    this.origins = List.copyOf(origins);
  }

  /** Lets the caller of a request pass, or throws 401 or 403. */
  void require(Exchange exchange) {
    if (!(doorkeeper.identify(exchange, RequestCredentials::any)
        instanceof Identity.Known(var caller, var body))) {
      throw AdminProblem.unauthenticated();
    }
    Resource resource = new Resource(Resource.Kind.ADMINISTRATION, exchange.rawPath());
    Question question = new Question(Permission.ADMIN, resource, Scopes.ALL);
    if (doorkeeper.decide(exchange, caller, question) != Decision.ALLOWED) {
      throw AdminProblem.forbidden();
    }
    if (exchange.headerList("Origin").filter(origin -> !origins.contains(origin)).isPresent()) {
      throw AdminProblem.foreignOrigin();
    }
  }
}
