package io.millpond.api.dcos;

import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Decision;
import io.millpond.access.Identity;
import io.millpond.access.Permission;
import io.millpond.access.Resource;
import io.millpond.http.Exchange;
import java.util.List;
import java.util.Optional;

/** Puts this dialect's questions to the decision point, and gives its answers in its words. */
final class Admission {
  private static final String COOKIE = "dcos-acs-auth-cookie=";

  private final Access access;

  Admission(Access access) {
    this.access = access;
  }

  /**
   * Lets the caller of a request pass, or throws 401 or 403.
   *
   * @param path the decoded segments of the request's path
   */
  void require(Exchange exchange, Permission permission, List<String> path) {
    Caller caller =
        switch (access.identify(credentials(exchange))) {
          case Identity.Known(Caller known) -> known;
          case Identity.Missing missing -> throw DcosProblems.unauthorized();
          case Identity.Invalid invalid -> throw DcosProblems.unauthorized();
        };
    if (access.decide(caller, permission, resource(path)) == Decision.DENIED) {
      throw DcosProblems.forbidden();
    }
  }

  /** The cookie counts only where the header is absent: a good one rescues no bad header. */
  private static Credentials credentials(Exchange exchange) {
    Optional<String> authorization = exchange.header("Authorization");
    return new Credentials(
        authorization, authorization.isPresent() ? Optional.empty() : cookie(exchange));
  }

  private static Optional<String> cookie(Exchange exchange) {
    for (String pair : exchange.header("Cookie").orElse("").split(";", -1)) {
      String cookie = pair.strip();
      if (cookie.startsWith(COOKIE) && cookie.length() > COOKIE.length()) {
        return Optional.of(cookie.substring(COOKIE.length()));
      }
    }
    return Optional.empty();
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
