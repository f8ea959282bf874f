package io.millpond.exports.making;

import io.millpond.exports.ExportRequest;
import io.millpond.exports.search.FileOutcome;
import io.millpond.exports.search.Receipt;
import java.util.Locale;

/**
 * Lines for people, each behind {@code # }, which no record begins with. Whatever a caller or a log
 * says stands in quotes, so that it cannot be taken for a line of its own.
 */
final class Comments implements Notes {
  private static final String BEGIN = "# ";

  @Override
  public String first(Making.Order order) {
    ExportRequest request = order.request();
    StringBuilder line = new StringBuilder(BEGIN + "Logs of cluster ");
    line.append(Quoted.text(order.cluster().cluster()))
        .append(" (")
        .append(Quoted.text(order.clusterName()))
        .append(") in workspace ")
        .append(Quoted.text(order.cluster().workspace()))
        .append(" of ")
        .append(Quoted.text(order.cluster().platform()))
        .append(", from ")
        .append(request.timeBegin())
        .append(" to ")
        .append(request.timeEnd())
        .append(", logContentTypeContains ")
        .append(Quoted.text(request.logContentTypeContains()));
    request
        .filters()
        .forEach(
            (name, text) -> line.append(", ").append(name).append(' ').append(Quoted.text(text)));
    return line.toString();
  }

  @Override
  public String file(FileOutcome file) {
    return BEGIN
        + file.state().name().toLowerCase(Locale.ROOT)
        + " "
        + Quoted.text(file.file())
        + file.reason().map(reason -> ": " + reason).orElse("");
  }

  @Override
  public String last(ExportRequest request, Receipt receipt, long notTold) {
    StringBuilder line = new StringBuilder(BEGIN + "End: ").append(words(receipt));
    if (notTold > 0) {
      line.append("; ").append(notTold).append(" of those that were not read are not told");
    }
    if (Making.namesNothing(request)) {
      line.append(". No kind of log has ")
          .append(Quoted.text(request.logContentTypeContains()))
          .append(" in its name: there are driver, executor and events");
    }
    return line.toString();
  }

  /** What was read, in words. */
  static String words(Receipt receipt) {
    String counts =
        "%d files, %d bytes, %d records read, %d matched, %d files skipped"
            .formatted(
                receipt.files().size(),
                receipt.totals().bytes(),
                receipt.totals().records(),
                receipt.totals().matched(),
                receipt.count(FileOutcome.State.SKIPPED));
    return receipt.isComplete()
        ? counts
        : "%s; INCOMPLETE, %d files could not be read to their end"
            .formatted(counts, receipt.count(FileOutcome.State.FAILED));
  }
}
