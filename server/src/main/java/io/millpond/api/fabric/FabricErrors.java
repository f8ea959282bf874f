package io.millpond.api.fabric;

import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.http.Throttled;
import io.millpond.json.JsonBody;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/**
 * How refusals look: Fabric's {@code ErrorResponse}, always a JSON object, with its members in the
 * order the live service has them, and the code in a header for clients that only read headers.
 */
final class FabricErrors {
  private static final DateTimeFormatter UNTIL =
      DateTimeFormatter.ofPattern("M/d/uuuu h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

  private FabricErrors() {}

  static void describe(Exchange exchange, Problem problem) {
    String code = code(problem);
    exchange.with("x-ms-public-api-error-code", code);
    exchange.send(
        problem.status(),
        JsonBody.TYPE_WITH_CHARSET,
        JsonBody.of(json -> write(json, exchange.requestId(), code, problem)));
  }

  private static void write(JsonGenerator json, String requestId, String code, Problem problem) {
    json.writeStartObject();
    json.writeStringProperty("requestId", requestId);
    json.writeStringProperty("errorCode", code);
    json.writeStringProperty("message", message(problem));
    if (problem instanceof FabricProblem own && own.resourceType().isPresent()) {
      json.writeObjectPropertyStart("relatedResource");
      json.writeStringProperty("resourceType", own.resourceType().get());
      json.writeEndObject();
    }
    if (problem.status() == 429 || problem.status() == 503) {
      json.writeBooleanProperty("isRetriable", true);
    }
    json.writeEndObject();
  }

  /** One client reads the time in it, in just this form. */
  private static String message(Problem problem) {
    return problem instanceof Throttled throttled
        ? "Request is blocked by the upstream service until: "
            + UNTIL.format(Instant.now().plusSeconds(throttled.retryAfterSeconds()))
            + " (UTC)"
        : problem.text();
  }

  /** The code of a refusal that was not made in this package. */
  private static String code(Problem problem) {
    if (problem instanceof FabricProblem own) {
      return own.code();
    }
    return switch (problem.status()) {
      case 400 -> "InvalidRequestUri";
      case 401 -> "InvalidToken";
      case 403 -> "Forbidden";
      case 404 -> "EntityNotFound";
      case 429 -> "RequestBlocked";
      case 503 -> "ServiceUnavailable";
      default -> problem.status() < 500 ? "BadRequest" : "InternalServerError";
    };
  }
}
