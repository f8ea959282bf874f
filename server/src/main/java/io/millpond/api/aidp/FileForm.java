package io.millpond.api.aidp;

import io.millpond.exports.ExportFile;
import io.millpond.exports.ExportRequest;
import io.millpond.http.Query;
import java.util.Arrays;
import java.util.Optional;

/** The forms of an export's file, as the query parameter {@code format} names them. */
enum FileForm {
  TEXT("text", "text/plain", ExportRequest.Form.TEXT),
  GZIP("gzip", "application/gzip", ExportRequest.Form.GZIP),
  JSON_LINES("jsonl", "application/x-ndjson", ExportRequest.Form.JSON_LINES);

  private final String word;
  private final String mediaType;
  private final ExportRequest.Form form;

  FileForm(String word, String mediaType, ExportRequest.Form form) {
    this.word = word;
    this.mediaType = mediaType;
    this.form = form;
  }

  /** The form a request asks for; text where it does not say. */
  static ExportRequest.Form asked(Query query) {
    return find(query).map(found -> found.form).orElse(ExportRequest.Form.TEXT);
  }

  /** Refuses a request that asks for another form than a file is in. */
  static void check(Query query, ExportFile file) {
    if (find(query).filter(asked -> !file.mediaType().startsWith(asked.mediaType)).isPresent()) {
      throw AidpProblem.invalid(
          "format must name the form the file was made in; ask for another when downloading logs");
    }
  }

  private static Optional<FileForm> find(Query query) {
    return query
        .first("format")
        .map(word ->
            Arrays.stream(values())
                .filter(form -> form.word.equals(word))
                .findFirst()
                .orElseThrow(() -> AidpProblem.invalid("format must be text, gzip or jsonl")));
  }
}
