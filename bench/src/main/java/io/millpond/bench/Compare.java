package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command {@code bench/run}: runs comparisons and shows their results. */
public final class Compare {
  private static final int DEFAULT_ROUNDS = 5;

  private static final List<Comparison> ALL =
      List.of(
          Downloads.manyConnections(),
          Downloads.oneConnection(),
          Downloads.tls(),
          new Ranges(),
          new AuditTrail(),
          new VerifiedCallers(),
          new TailOfFile(),
          JournalDump.text(),
          JournalDump.json(),
          JournalDump.unit(),
          new JournalFollow(),
          new FanOut(),
          Downloads.driverManyConnections(),
          Downloads.driverOneConnection(),
          new DriverParts(),
          new DriverAggregated(),
          new DriverSegments(),
          new EventLogCatalog(),
          new ExportSearch(),
          new ExportMerge(),
          new ExportsAtOnce(),
          new SignedRequests());

  private Compare() {}

  /**
   * {@code <row|all>… [--rounds N] [--short] [--data DIR] [--results DIR] [--millpond FILE] --home
   * DIR}.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of("").toAbsolutePath();
    Optional<Path> millpond = Optional.empty();
    Optional<Path> data = Optional.empty();
    Optional<Path> results = Optional.empty();
    int rounds = 0;
    boolean isShort = false;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--home" -> home = Path.of(arguments[++i]);
        case "--millpond" -> millpond = Optional.of(Path.of(arguments[++i]).toAbsolutePath());
        case "--data" -> data = Optional.of(Path.of(arguments[++i]));
        case "--results" -> results = Optional.of(Path.of(arguments[++i]));
        case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
        case "--short" -> isShort = true;
        default -> names.add(arguments[i]);
      }
    }
    List<Comparison> chosen = choose(names);
    if (chosen.isEmpty()) {
      System.err.println("rows: " + String.join(" ", ALL.stream().map(Comparison::name).toList()));
      System.exit(2);
    }
    Path target = home.resolve("bench").resolve("target");
    Path kept = data.orElse(target.resolve("data")).toAbsolutePath();
    Path scratch = kept.resolve("run-" + ProcessHandle.current().pid());
    Options options =
        new Options(
            millpond.orElse(home.resolve("millpond")),
            home,
            kept,
            scratch,
            results.orElse(target.resolve("results")).toAbsolutePath(),
            rounds > 0 ? rounds : isShort ? 1 : DEFAULT_ROUNDS,
            isShort);
    Files.createDirectories(scratch);
    for (Comparison comparison : chosen) {
      run(comparison, options);
    }
    // Kept where a comparison failed: the servers' logs are in it.
    Trees.delete(scratch);
  }

  private static List<Comparison> choose(List<String> names) {
    return ALL.stream()
        .filter(comparison -> names.contains("all") || names.contains(comparison.name()))
        .toList();
  }

  private static void run(Comparison comparison, Options options)
      throws IOException, InterruptedException {
    List<Tool> missing =
        comparison.tools().stream().filter(tool -> tool.find().isEmpty()).distinct().toList();
    if (!missing.isEmpty()) {
      System.out.printf(
          "%n### %s: skipped, not installed: apt install %s%n",
          comparison.name(),
          String.join(" ", missing.stream().map(Tool::debianPackage).distinct().toList()));
      return;
    }
    Report report = new Report(comparison.run(options), options);
    System.out.println(report.text());
    System.err.println("figures in " + report.save());
  }
}
