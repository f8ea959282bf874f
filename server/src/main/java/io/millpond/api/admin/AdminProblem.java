package io.millpond.api.admin;

import io.millpond.access.GrantForms;
import io.millpond.access.GrantOutcome;
import io.millpond.api.ForeignHostProblem;
import io.millpond.catalog.Outcome;
import io.millpond.http.Problem;

/** A refusal with a code that programs can tell from others of the same status. */
final class AdminProblem extends Problem {
  private static final long serialVersionUID = 1L;

  private final String code;

  private AdminProblem(int status, String code, String message, Header... headers) {
    super(status, message, headers);
    this.code = code;
  }

  static AdminProblem unauthenticated() {
    return new AdminProblem(
        401,
        "Unauthenticated",
        "who is asking is not known",
        new Header("WWW-Authenticate", "Bearer"));
  }

  static AdminProblem forbidden() {
    return new AdminProblem(403, "Forbidden", "the permission millpond:admin is needed");
  }

  static AdminProblem foreignOrigin() {
    return new AdminProblem(
        403, "OriginNotAllowed", "pages of this origin are not listed in http.cors");
  }

  static AdminProblem notJson() {
    return new AdminProblem(
        415, "UnsupportedMediaType", "the body has to be application/json, in UTF-8");
  }

  static AdminProblem invalid(String message) {
    return new AdminProblem(400, "InvalidBody", message);
  }

  static AdminProblem invalidId(String variable) {
    return new AdminProblem(400, "InvalidId", variable + " is no UUID of the form 8-4-4-4-12");
  }

  static AdminProblem invalidPrincipal() {
    return new AdminProblem(
        400, "InvalidPrincipal", "the path names no principal: " + GrantForms.PRINCIPALS);
  }

  static AdminProblem noGrant() {
    return new AdminProblem(404, "NotFound", "nothing is granted to this principal");
  }

  static AdminProblem notFound() {
    return new AdminProblem(404, "NotFound", "there is no such workspace, item or session");
  }

  static AdminProblem noRoute() {
    return new AdminProblem(404, "NoRoute", "there is nothing at this path");
  }

  static AdminProblem wrongMethod(String allowed) {
    return new AdminProblem(
        405, "MethodNotAllowed", "this path takes " + allowed, new Header("Allow", allowed));
  }

  /** The database can be neither read nor written; why is for the log. */
  static AdminProblem unavailable() {
    return new AdminProblem(
        503,
        "Unavailable",
        "the database can be neither read nor written now; the service's log says why",
        new Header("Retry-After", "5"));
  }

  /** Why a change was not made. */
  static AdminProblem of(Outcome outcome) {
    return switch (outcome) {
      case NOT_FOUND -> notFound();
      case NO_PARENT ->
          new AdminProblem(404, "NoParent", "the workspace or item it belongs to is not there");
      case PARENT_ONLY_CLAIMED ->
          conflict(
              "ParentOnlyClaimed",
              "the workspace or item it belongs to is only claimed by applications: register it"
                  + " first");
      case CONFIGURED ->
          conflict("Configured", "the configuration file has this entry, and it is changed there");
      case ONLY_CLAIMED ->
          conflict("OnlyClaimed", "applications claim this entry; it is not registered");
      case ELSEWHERE -> conflict("Elsewhere", "the item is in another workspace");
      case NO_CLUSTER -> conflict("NoCluster", "no cluster of that name is configured");
      case FULL -> conflict("Full", "there is no room for more registrations");
      case CREATED, REPLACED, DELETED -> throw new IllegalArgumentException("no refusal");
    };
  }

  /** Why a change of grants was not made. */
  static AdminProblem of(GrantOutcome outcome) {
    return switch (outcome) {
      case NOT_FOUND -> noGrant();
      case CONFIGURED ->
          conflict(
              "Configured",
              "it is the configuration file that grants this, and it is changed there");
      case LAST_ADMINISTRATOR ->
          conflict(
              "LastAdministrator",
              "nobody would be left with millpond:admin: grant it to somebody else first, or in the"
                  + " configuration file");
      case FULL -> conflict("Full", "there is no room for more grants");
      case CREATED, REPLACED, DELETED -> throw new IllegalArgumentException("no refusal");
    };
  }

  private static AdminProblem conflict(String code, String message) {
    return new AdminProblem(409, code, message);
  }

  /** The code of any refusal; those of the server itself have that of their status. */
  static String code(Problem problem) {
    return switch (problem) {
      case AdminProblem own -> own.code;
      case ForeignHostProblem foreign -> "HostNotAllowed";
      default -> code(problem.status());
    };
  }

  private static String code(int status) {
    return switch (status) {
      case 400 -> "BadRequest";
      case 408 -> "BodyTooSlow";
      case 413 -> "BodyTooLarge";
      case 429 -> "TooManyRequests";
      case 503 -> "Unavailable";
      default -> status < 500 ? "Refused" : "InternalError";
    };
  }
}
