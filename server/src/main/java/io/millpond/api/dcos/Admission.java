package io.millpond.api.dcos;

import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Identity;
import io.millpond.access.Permission;
import io.millpond.access.Resource;
import io.millpond.api.Doorkeeper;
import io.millpond.http.Exchange;
import java.util.List;

/** Puts this dialect's questions to the decision point, and gives its answers in its words. */
final class Admission {
  private static final String COOKIE = "dcos-acs-auth-cookie";

  private final Doorkeeper doorkeeper;

  Admission(Access access) {
    this.doorkeeper = Doorkeeper.withCookie(access, COOKIE);
  }

  /**
   * Lets the caller of a request pass, or throws 401 or 403.
   *
   * @param path the decoded segments of the request's path
   */
  void require(Exchange exchange, Permission permission, List<String> path) {
    Caller caller =
        switch (doorkeeper.identify(exchange)) {
          case Identity.Known(Caller known) -> known;
          case Identity.Missing missing -> throw DcosProblems.unauthorized();
          case Identity.Invalid invalid -> throw DcosProblems.unauthorized();
        };
    if (!doorkeeper.mayPass(caller, permission, resource(path))) {
      throw DcosProblems.forbidden();
    }
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
