package io.millpond.api.fabric;

import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.json.JsonBody;
import tools.jackson.core.JsonGenerator;

/**
 * How refusals look: Fabric's {@code ErrorResponse}, always a JSON object, with its members in the
 * order the live service has them, and the code in a header for clients that only read headers.
 */
final class FabricErrors {
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
    json.writeStringProperty("message", problem.text());
    if (problem instanceof FabricProblem own && own.resourceType().isPresent()) {
      json.writeObjectPropertyStart("relatedResource");
      json.writeStringProperty("resourceType", own.resourceType().get());
      json.writeEndObject();
    }
    if (problem.status() == 503) {
      json.writeBooleanProperty("isRetriable", true);
    }
    json.writeEndObject();
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
      case 503 -> "ServiceUnavailable";
      default -> problem.status() < 500 ? "BadRequest" : "InternalServerError";
    };
  }
}
