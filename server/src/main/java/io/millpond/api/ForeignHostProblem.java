package io.millpond.api;

import io.millpond.http.Problem;

/** A request that names another host than this one, where names are all that can be gone by. */
public final class ForeignHostProblem extends Problem {
  private static final long serialVersionUID = 1L;

  ForeignHostProblem() {
    super(403, "without credentials the service answers to its own name only");
  }
}
