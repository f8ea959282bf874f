package io.millpond.api.aidp;

import io.millpond.exports.Refusal;
import io.millpond.http.Problem;

/**
 * A refusal with the code that clients of OCI decide by: whether to come again is in the pair of
 * status and code. Source: OCI, API errors.
 */
final class AidpProblem extends Problem {
  private static final long serialVersionUID = 1L;

  private static final String INVALID_PARAMETER = "InvalidParameter";
  private static final Header SIGNATURE = new Header("WWW-Authenticate", "Signature");
  private static final Header LATER = new Header("Retry-After", "10");
  private static final Header SOON = new Header("Retry-After", "1");

  private final String code;

  private AidpProblem(int status, String code, String message, Header... headers) {
    super(status, message, headers);
    this.code = code;
  }

  static AidpProblem invalid(String message) {
    return new AidpProblem(400, INVALID_PARAMETER, message);
  }

  /** A required member of the body that is absent, null or blank. */
  static AidpProblem required(String name) {
    return invalid(name + " must not be null");
  }

  static AidpProblem noBody() {
    return invalid("The request body must not be null");
  }

  static AidpProblem missing(String message) {
    return new AidpProblem(400, "MissingParameter", message);
  }

  /**
   * A body that is no JSON, or has a member of a wrong type.
   *
   * @param detail fit for the client
   */
  static AidpProblem unparsable(String detail) {
    return new AidpProblem(400, "CannotParseRequest", "Unable to process JSON input: " + detail);
  }

  static AidpProblem notJson() {
    return new AidpProblem(
        415, "UnsupportedMediaType", "The request body has to be application/json, in UTF-8");
  }

  static AidpProblem unauthenticated() {
    return new AidpProblem(
        401,
        "NotAuthenticated",
        "The required information to complete authentication was not provided or was incorrect.",
        SIGNATURE);
  }

  /** The secret of a link is nobody's, or has expired. */
  static AidpProblem unknownLink() {
    return new AidpProblem(
        401,
        "NotAuthenticated",
        "The required information to complete authentication was not provided.",
        SIGNATURE);
  }

  /** A token of a page that is none, or another list's. */
  static AidpProblem noPage() {
    return invalid("page must be what opc-next-page said, for the same request");
  }

  /** What is not there, or not for this caller. */
  static AidpProblem notFound() {
    return new AidpProblem(
        404, "NotAuthorizedOrNotFound", "Authorization failed or requested resource not found.");
  }

  static AidpProblem noRoute() {
    return new AidpProblem(404, "NotFound", "There is no such operation at this path.");
  }

  /** A part of the path that nothing can be called. */
  static AidpProblem invalidPath(String variable) {
    return new AidpProblem(404, INVALID_PARAMETER, variable + " is no valid part of a path");
  }

  static AidpProblem noObject() {
    return new AidpProblem(
        404,
        "ObjectNotFound",
        "The object does not exist, or the export that was to make it has not succeeded.");
  }

  static AidpProblem wrongMethod(String allowed) {
    return new AidpProblem(
        405, "MethodNotAllowed", "This path takes " + allowed, new Header("Allow", allowed));
  }

  static AidpProblem noMatch() {
    return new AidpProblem(
        412, "NoEtagMatch", "The etag of the resource is not the one of the header if-match");
  }

  /** The store behind cannot be asked now; why is for the server's log. */
  static AidpProblem unavailable() {
    return new AidpProblem(
        503, "ServiceUnavailable", "The exports cannot be reached at the moment", LATER);
  }

  static AidpProblem of(Refusal refusal) {
    return switch (refusal.reason()) {
      case RETRY_TOKEN_OF_ANOTHER ->
          new AidpProblem(
              409,
              "InvalidatedRetryToken",
              "The retry token was used with another request within the last 24 hours");
      case TOO_MANY ->
          new AidpProblem(
              429, "TooManyRequests", "Too many exports are waiting or running; try later", LATER);
      case NO_ROOM ->
          new AidpProblem(
              429,
              "TooManyRequests",
              "The files of exports take all the room they may; try when links have expired",
              LATER);
      case TOO_MANY_SEARCHES ->
          new AidpProblem(
              429, "TooManyRequests", "Too many searches go on at the moment; try later", SOON);
      case SEARCH_TOO_LONG ->
          new AidpProblem(
              400,
              "LimitExceeded",
              "The search takes too long; ask for a shorter window, or download the logs");
      case NO_PLACE -> noPage();
      case UNKNOWN_OPERATION, UNKNOWN_CLUSTER -> notFound();
      case ENDED ->
          new AidpProblem(409, "Conflict", "The operation has ended and cannot be cancelled");
    };
  }

  /** The code of any refusal; those of the server itself have that of their status. */
  static String code(Problem problem) {
    return problem instanceof AidpProblem own ? own.code : code(problem.status());
  }

  private static String code(int status) {
    return switch (status) {
      case 401 -> "NotAuthenticated";
      case 403 -> "NotAuthorized";
      case 404 -> "NotFound";
      case 405 -> "MethodNotAllowed";
      case 408 -> "RequestTimeout";
      case 412 -> "NoEtagMatch";
      case 413 -> "PayloadTooLarge";
      case 416 -> "InvalidRange";
      case 429 -> "TooManyRequests";
      case 431 -> "RequestHeaderFieldsTooLarge";
      case 501 -> "MethodNotImplemented";
      case 503 -> "ServiceUnavailable";
      default -> status < 500 ? INVALID_PARAMETER : "InternalServerError";
    };
  }
}
