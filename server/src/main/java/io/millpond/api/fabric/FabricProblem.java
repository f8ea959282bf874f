package io.millpond.api.fabric;

import io.millpond.http.Problem;
import java.util.Optional;

/** A refusal with one of Fabric's error codes, see {@link FabricErrors}. */
final class FabricProblem extends Problem {
  private static final long serialVersionUID = 1L;
  private static final String NOT_FOUND = "The requested resource could not be found";

  private final String code;
  private final String resourceType;

  private FabricProblem(
      int status, String code, String message, String resourceType, Header... headers) {
    super(status, message, headers);
    this.code = code;
    this.resourceType = resourceType;
  }

  FabricProblem(int status, String code, String message, Header... headers) {
    this(status, code, message, "", headers);
  }

  /** A parameter that is malformed or out of range; the message names it. */
  static FabricProblem invalidParameter(String message) {
    return new FabricProblem(400, "InvalidParameter", message);
  }

  /** A required parameter that is missing or empty. */
  static FabricProblem required(String name) {
    return invalidParameter("The " + name + " field is required.");
  }

  /** A workspace or item that is not there, or may not be known to be. */
  static FabricProblem noItem() {
    return new FabricProblem(404, "EntityNotFound", NOT_FOUND, "Item");
  }

  /** An item that the caller may know of and not read. */
  static FabricProblem insufficientPrivileges() {
    return new FabricProblem(
        403,
        "InsufficientPrivileges",
        "The caller does not have sufficient permissions to access the requested resource");
  }

  /** The user did not let the caller do this on their behalf. */
  static FabricProblem insufficientScopes() {
    return new FabricProblem(
        403,
        "InsufficientScopes",
        "The caller does not have sufficient scopes to perform this operation");
  }

  static FabricProblem noSession() {
    return new FabricProblem(404, "SparkCoreSessionNotFound", NOT_FOUND, "LivySession");
  }

  static FabricProblem noApplication() {
    return new FabricProblem(404, "EntityNotFound", NOT_FOUND, "SparkApplication");
  }

  /** A log that is not there, or not there yet: clients come back. */
  static FabricProblem noLog() {
    return new FabricProblem(404, "EntityNotFound", NOT_FOUND, "SparkLog");
  }

  static FabricProblem noEndpoint() {
    return new FabricProblem(404, "EndpointNotFound", "The requested endpoint does not exist");
  }

  static FabricProblem damagedLog() {
    return new FabricProblem(
        500, "SparkCoreUnexpectedException", "The log is damaged and cannot be read", "SparkLog");
  }

  String code() {
    return code;
  }

  /** The type of the resource that is meant. */
  Optional<String> resourceType() {
    return resourceType.isEmpty() ? Optional.empty() : Optional.of(resourceType);
  }
}
