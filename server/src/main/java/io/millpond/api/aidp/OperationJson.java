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

  /** One, with its receipt, which is Millpond's own. */
  static void write(JsonGenerator json, Operation operation) {
    json.writeStartObject();
    members(json, operation);
    operation
        .receipt()
        .ifPresent(receipt -> {
          json.writeName("receipt");
          json.writeRawValue(receipt);
        });
    json.writeEndObject();
  }

  private static void members(JsonGenerator json, Operation operation) {
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
  }

  static void list(JsonGenerator json, List<Operation> operations) {
    json.writeStartObject();
    json.writeArrayPropertyStart("items");
    for (Operation operation : operations) {
      json.writeStartObject();
      members(json, operation);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
