package io.millpond.api.dcos;

import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Decision;
import io.millpond.access.Identity;
import io.millpond.access.Permission;
import io.millpond.access.Question;
import io.millpond.access.Resource;
import io.millpond.access.Scheme;
import io.millpond.access.Scopes;
import io.millpond.api.Doorkeeper;
import io.millpond.api.RequestCredentials;
import io.millpond.http.Exchange;
import java.util.List;
import java.util.Set;

/** Puts this dialect's questions to the decision point, and gives its answers in its words. */
final class Admission {
  private static final String COOKIE = "dcos-acs-auth-cookie";
  private static final Set<Scheme> SCHEMES = Set.of(Scheme.DCOS, Scheme.JWT, Scheme.LOCAL);

  private final Doorkeeper doorkeeper;

  Admission(Doorkeeper doorkeeper) {
    this.doorkeeper = doorkeeper;
  }

  /**
   * Lets the caller of a request pass, or throws 401 or 403.
   *
   * @param path the decoded segments of the request's path
   */
  void require(Exchange exchange, Permission permission, List<String> path) {
    if (!(doorkeeper.identify(exchange, Admission::credentials)
        instanceof Identity.Known(Caller caller, var body))) {
      throw DcosProblems.unauthorized();
    }
    Question question = new Question(permission, resource(path), Scopes.ALL);
    if (doorkeeper.decide(exchange, caller, question) != Decision.ALLOWED) {
      throw DcosProblems.forbidden();
    }
  }

  private static Credentials credentials(Exchange exchange) {
    return RequestCredentials.tokenOrCookie(exchange, COOKIE, SCHEMES);
  }

  private static Resource resource(List<String> path) {
    String name = "/" + String.join("/", path);
    int task = path.indexOf("task");
    if (task < 1 || !path.get(task - 1).equals("v2")) {
      return new Resource(Resource.Kind.COMPONENT, name);
    }
    boolean isSandbox = path.size() > task + 2 && path.get(task + 1).equals("frameworks");
    return new Resource(isSandbox ? Resource.Kind.SANDBOX : Resource.Kind.TASK, name);
  }
}
