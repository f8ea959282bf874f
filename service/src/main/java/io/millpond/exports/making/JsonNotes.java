package io.millpond.exports.making;

import io.millpond.exports.ExportRequest;
import io.millpond.exports.search.FileOutcome;
import io.millpond.exports.search.Receipt;
import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Objects, each on a line as records are, of {@code type}s that no record has: {@code export},
 * {@code file} and {@code receipt}.
 */
final class JsonNotes implements Notes {
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public String first(Making.Order order) {
    ExportRequest request = order.request();
    return object(
        "export",
        json -> {
          json.writeStringProperty("platform", order.cluster().platform());
          json.writeStringProperty("workspace", order.cluster().workspace());
          json.writeStringProperty("cluster", order.cluster().cluster());
          json.writeStringProperty("clusterName", order.clusterName());
          json.writeStringProperty("timeBegin", request.timeBegin().toString());
          json.writeStringProperty("timeEnd", request.timeEnd().toString());
          json.writeStringProperty("logContentTypeContains", request.logContentTypeContains());
          request.filters().forEach(json::writeStringProperty);
        });
  }

  @Override
  public String file(FileOutcome file) {
    return object("file", json -> ReceiptJson.members(json, file));
  }

  @Override
  public String last(ExportRequest request, Receipt receipt, long notTold) {
    return object(
        "receipt",
        json -> {
          ReceiptJson.totals(json, receipt);
          json.writeNumberProperty("filesNotTold", notTold);
        });
  }

  private static String object(String type, Consumer<JsonGenerator> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("type", type);
      members.accept(json);
      json.writeEndObject();
    }
    return text.toString();
  }
}
