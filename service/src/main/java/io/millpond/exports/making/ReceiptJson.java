package io.millpond.exports.making;

import io.millpond.exports.Limits;
import io.millpond.exports.search.FileOutcome;
import io.millpond.exports.search.Receipt;
import io.millpond.logs.records.ScanCounts;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A receipt as the operation tells it. */
final class ReceiptJson {
  private static final JsonFactory JSON = new JsonFactory();

  /** Members of one file besides its name and reason, about. */
  private static final int FILE_CHARS = 120;

  private ReceiptJson() {}

  /** An object; of its files as many as {@link Limits#MAX_RECEIPT_CHARS} allows, failed first. */
  static String of(Receipt receipt) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      totals(json, receipt);
      json.writeArrayPropertyStart("outcomes");
      int told = outcomes(json, receipt);
      json.writeEndArray();
      json.writeNumberProperty("outcomesLeftOut", receipt.files().size() - told);
      json.writeEndObject();
    }
    return text.toString();
  }

  /** What was read of all files. */
  static void totals(JsonGenerator json, Receipt receipt) {
    json.writeNumberProperty("files", receipt.files().size());
    counts(json, receipt.totals());
    json.writeNumberProperty("filesSkipped", receipt.count(FileOutcome.State.SKIPPED));
    json.writeNumberProperty("filesFailed", receipt.count(FileOutcome.State.FAILED));
    json.writeBooleanProperty("complete", receipt.isComplete());
  }

  /** What became of a file. */
  static void members(JsonGenerator json, FileOutcome file) {
    json.writeStringProperty("file", file.file());
    json.writeStringProperty("state", file.state().name().toLowerCase(Locale.ROOT));
    file.reason().ifPresent(reason -> json.writeStringProperty("reason", reason));
    counts(json, file.counts());
  }

  private static void counts(JsonGenerator json, ScanCounts counts) {
    json.writeNumberProperty("bytes", counts.bytes());
    json.writeNumberProperty("recordsRead", counts.records());
    json.writeNumberProperty("recordsMatched", counts.matched());
  }

  private static int outcomes(JsonGenerator json, Receipt receipt) {
    List<FileOutcome> files =
        receipt.files().stream()
            .sorted(
                Comparator.comparing(
                    (FileOutcome file) -> file.state() != FileOutcome.State.FAILED))
            .toList();
    int told = 0;
    int chars = 0;
    for (FileOutcome file : files) {
      chars += file.file().length() + file.reason().map(String::length).orElse(0) + FILE_CHARS;
      if (chars > Limits.MAX_RECEIPT_CHARS) {
        return told;
      }
      json.writeStartObject();
      members(json, file);
      json.writeEndObject();
      told++;
    }
    return told;
  }
}
