package io.millpond.conformance;

/** Who may come to a route. Each route says what each of them is told there. */
enum Asker {
  /** Nobody in particular. */
  NO_TOKEN,
  /** Somebody whose credentials were good an hour ago. */
  EXPIRED,
  /** Somebody whose credentials are meant for another service. */
  WRONG_AUDIENCE,
  /** A program that its user did not let do this. */
  WRONG_SCOPE,
  /** Somebody who is known, and was granted nothing. */
  NO_GRANT,
  /** Somebody who has the name of one who may, with another who gives names. */
  OTHER_TENANT,
  /** Somebody who may. */
  GRANTED
}
