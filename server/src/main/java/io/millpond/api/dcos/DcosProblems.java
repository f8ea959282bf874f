package io.millpond.api.dcos;

import io.millpond.http.Problem;

/** The refusals of this dialect, in its words. */
final class DcosProblems {
  private DcosProblems() {}

  static Problem pageNotFound() {
    return Problem.notFound("404 page not found");
  }

  static Problem fileNotFound() {
    return Problem.notFound("File not found");
  }

  static Problem agentUnknown(String agent) {
    return Problem.notFound("404 Not Found: agent `" + agent + "` unknown.");
  }

  static Problem unauthorized() {
    return new Problem(
        401, "Authentication required", new Problem.Header("WWW-Authenticate", "oauthjwt"));
  }

  static Problem forbidden() {
    return new Problem(403, "You are not authorized to perform this operation");
  }

  static Problem badFilter(String filter) {
    // The missing letter is the system's own.
    return Problem.badRequest(
        "incorrect filter parameter format, must be ?filer=key:value. Got " + filter);
  }
}
