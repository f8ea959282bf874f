package io.millpond.api.admin;

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

  static AdminProblem foreignHost() {
    return new AdminProblem(
        403, "HostNotAllowed", "without credentials the service answers to its own name only");
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

  /** The registrations can be neither read nor written; why is for the log. */
  static AdminProblem unavailable() {
    return new AdminProblem(
        503,
        "Unavailable",
        "registrations can be neither read nor written now; the service's log says why",
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

  private static AdminProblem conflict(String code, String message) {
    return new AdminProblem(409, code, message);
  }

  /** The code of any refusal; those of the server itself have that of their status. */
  static String code(Problem problem) {
    return problem instanceof AdminProblem own
        ? own.code
        : switch (problem.status()) {
          case 400 -> "BadRequest";
          case 408 -> "BodyTooSlow";
          case 413 -> "BodyTooLarge";
          case 429 -> "TooManyRequests";
          case 503 -> "Unavailable";
          default -> problem.status() < 500 ? "Refused" : "InternalError";
        };
  }
}
