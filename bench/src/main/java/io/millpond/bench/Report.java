package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows a result as Markdown tables, and keeps it with every single figure as JSON. */
final class Report {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Result result;
  private final Options options;

  Report(Result result, Options options) {
    this.result = result;
    this.options = options;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("\n### ").append(result.name()).append(": ").append(result.title()).append("\n\n");
    text.append(options.rounds()).append(options.rounds() == 1 ? " round" : " rounds");
    text.append(options.isShort() ? ", SHORT: figures mean nothing.\n" : ".\n");
    text.append("Median (quartiles).\n\n");
    figures(text);
    goals(text);
    result.notes().forEach(note -> text.append("* ").append(note).append('\n'));
    return text.toString();
  }

  private void figures(StringBuilder text) {
    Samples samples = result.samples();
    Set<String> candidates = new LinkedHashSet<>();
    samples.metrics().forEach(metric -> candidates.addAll(samples.candidates(metric)));
    row(text, "", candidates);
    row(text, "---", candidates.stream().map(_ -> "---").toList());
    for (Metric metric : samples.metrics()) {
      List<String> cells = new ArrayList<>();
      for (String candidate : candidates) {
        cells.add(cell(samples.of(metric, candidate)));
      }
      row(text, metric.toString(), cells);
    }
    text.append('\n');
  }

  private static String cell(List<Double> figures) {
    return figures.isEmpty()
        ? ""
        : "%s (%s-%s)"
            .formatted(
                number(Samples.median(figures)),
                number(Samples.quantile(figures, 0.25)),
                number(Samples.quantile(figures, 0.75)));
  }

  private void goals(StringBuilder text) {
    if (result.goals().isEmpty()) {
      return;
    }
    row(text, "goal", List.of("found", "quartiles", ""));
    row(text, "---", List.of("---", "---", "---"));
    for (Goal goal : result.goals()) {
      List<Double> figures = goal.figures(result.samples());
      double median = Samples.median(figures);
      row(
          text,
          goal.text(),
          List.of(
              number(median),
              number(Samples.quantile(figures, 0.25))
                  + "-"
                  + number(Samples.quantile(figures, 0.75)),
              goal.isMet(median) ? "met" : "**missed**"));
    }
    text.append('\n');
  }

  private static void row(StringBuilder text, String first, Iterable<String> cells) {
    text.append("| ").append(first).append(" | ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 1000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** Writes {@code <row>.json}, or {@code <row>-short.json}, and answers where. */
  Path save() throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("row", result.name()).put("title", result.title());
    root.put("rounds", options.rounds()).put("short", options.isShort());
    ObjectNode machine = root.putObject("machine");
    Machine.describe().forEach(machine::put);
    ArrayNode figures = root.putArray("figures");
    for (Metric metric : result.samples().metrics()) {
      for (String candidate : result.samples().candidates(metric)) {
        ObjectNode figure = figures.addObject();
        figure.put("metric", metric.name()).put("unit", metric.unit()).put("candidate", candidate);
        ArrayNode rounds = figure.putArray("rounds");
        result.samples().of(metric, candidate).forEach(rounds::add);
      }
    }
    ArrayNode goals = root.putArray("goals");
    for (Goal goal : result.goals()) {
      List<Double> found = goal.figures(result.samples());
      double median = Samples.median(found);
      ObjectNode node = goals.addObject().put("goal", goal.text()).put("bound", goal.bound());
      ArrayNode rounds =
          node.put("median", median).put("met", goal.isMet(median)).putArray("rounds");
      found.forEach(rounds::add);
    }
    ArrayNode notes = root.putArray("notes");
    result.notes().forEach(notes::add);
    Files.createDirectories(options.results());
    Path file =
        options.results().resolve(result.name() + (options.isShort() ? "-short" : "") + ".json");
    Files.writeString(file, root.toPrettyString() + "\n");
    return file;
  }
}
