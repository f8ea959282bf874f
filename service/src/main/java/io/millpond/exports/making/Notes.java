package io.millpond.exports.making;

import io.millpond.exports.ExportRequest;
import io.millpond.exports.Limits;
import io.millpond.exports.search.FileOutcome;
import io.millpond.exports.search.Receipt;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * What an export says besides its records: what was asked for, which files were not read, and what
 * was read. So none is ever empty, and one that was cut off has no last line.
 */
interface Notes {
  static Notes of(ExportRequest.Form form) {
    return form == ExportRequest.Form.JSON_LINES ? new JsonNotes() : new Comments();
  }

  String first(Making.Order order);

  /** A file of which there is something to say. */
  String file(FileOutcome file);

  /**
   * @param notTold how many such files have no line
   */
  String last(ExportRequest request, Receipt receipt, long notTold);

  /** Writes what comes behind the records. */
  default void end(ExportRequest request, Receipt receipt, ExportOutput output) throws IOException {
    List<FileOutcome> files =
        receipt.files().stream()
            .filter(file -> file.reason().isPresent())
            .sorted(
                Comparator.comparing(
                    (FileOutcome file) -> file.state() != FileOutcome.State.FAILED))
            .toList();
    int told = Math.min(files.size(), Limits.MAX_TOLD_FILES);
    for (FileOutcome file : files.subList(0, told)) {
      output.line(file(file));
    }
    output.line(last(request, receipt, files.size() - told));
  }
}
