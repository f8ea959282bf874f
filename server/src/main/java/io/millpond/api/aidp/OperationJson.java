package io.millpond.api.aidp;

import io.millpond.exports.Operation;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code AsyncOperation}, and lists of it. */
final class OperationJson {
  static final String RESOURCE_TYPE = "CLUSTER";

  private OperationJson() {}

  /** What an operation is about, as lists filter it: workspace and cluster. */
  static String resourceName(Operation operation) {
    return operation.cluster().workspace() + "." + operation.cluster().cluster();
  }

  static void write(JsonGenerator json, Operation operation) {
    json.writeStartObject();
    json.writeStringProperty("key", operation.key());
    json.writeStringProperty("resourceType", RESOURCE_TYPE);
    json.writeStringProperty("actionType", "DOWNLOAD_CLUSTER_LOG");
    json.writeStringProperty("resourceName", resourceName(operation));
    json.writeStringProperty("resourceDisplayName", operation.clusterName());
    json.writeStringProperty("createdBy", operation.createdBy());
    json.writeStringProperty("timeStarted", Instants.text(operation.timeStarted()));
    operation
        .timeFinished()
        .ifPresent(time -> json.writeStringProperty("timeFinished", Instants.text(time)));
    json.writeStringProperty("status", operation.status().name());
    if (!operation.statusDetails().isEmpty()) {
      json.writeStringProperty("statusDetails", operation.statusDetails());
    }
    operation.errorCode().ifPresent(code -> json.writeStringProperty("errorCode", code));
    operation.errorMessage().ifPresent(text -> json.writeStringProperty("errorMessage", text));
    json.writeEndObject();
  }

  static void list(JsonGenerator json, List<Operation> operations) {
    json.writeStartObject();
    json.writeArrayPropertyStart("items");
    operations.forEach(operation -> write(json, operation));
    json.writeEndArray();
    json.writeEndObject();
  }
}
