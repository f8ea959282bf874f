package io.millpond.conformance;

import java.util.List;
import java.util.function.UnaryOperator;

/** What becomes of an {@link Asker} at a route. */
sealed interface Attempt {
  /** Says in headers who sends a request. */
  interface Credentials {
    Credentials NONE = (method, target, body) -> List.of();

    List<String> of(String method, String target, String body);

    static Credentials line(String header) {
      return (method, target, body) -> List.of(header);
    }
  }

  /** It is told so, whatever the route. */
  record Told(Credentials credentials, UnaryOperator<Case> answer) implements Attempt {}

  /** It is let in: the route says what comes of it. */
  record LetIn(Credentials credentials) implements Attempt {}

  /** There is no such asker here, for a reason. */
  record Senseless(String reason) implements Attempt {}
}
