package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** A whole journal, or one unit's part of it, against systemd's own readers. */
final class JournalDump implements Comparison {
  private static final long FULL_ENTRIES = 1_500_000;
  private static final long SHORT_ENTRIES = 60_000;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Metric TIME = new Metric("time", "s");
  private static final Metric RATE = new Metric("rate", "1,000 entries/s");
  private static final String JOURNALCTL = "journalctl";
  private static final String MATCH = "_SYSTEMD_UNIT=" + JournalData.SELECTED;
  private static final String COMPONENT = "/system/v1/logs/v2/component";

  /**
   * One who reads.
   *
   * @param command of the data set, to be run to its end
   */
  private record Reader(String name, Function<Path, List<String>> command) {}

  /** The readers of a comparison on running servers. */
  private interface Field {
    List<Reader> readers(Server millpond, Server gatewayd);
  }

  private final String name;
  private final String title;
  private final long divisor;
  private final Field field;
  private final List<Goal> goals;

  private JournalDump(String name, String title, long divisor, Field field, List<Goal> goals) {
    this.name = name;
    this.title = title;
    this.divisor = divisor;
    this.field = field;
    this.goals = goals;
  }

  static Comparison text() {
    return new JournalDump(
        "journal-text",
        "journal to text, no match",
        1,
        (millpond, gatewayd) ->
            List.of(
                curl(MillpondServer.NAME, millpond, COMPONENT, "text/plain"),
                journalctl(JOURNALCTL, "-o", "short"),
                curl(GatewaydServer.NAME, gatewayd, "/entries", "text/plain")),
        List.of(
            Goal.atLeast("rate, at least 15 times journalctl -o short", RATE, 15, JOURNALCTL),
            Goal.atLeast("rate, at least 40 times gatewayd", RATE, 40, GatewaydServer.NAME)));
  }

  static Comparison json() {
    return new JournalDump(
        "journal-json",
        "journal to JSON lines, no match",
        1,
        (millpond, gatewayd) ->
            List.of(
                curl(MillpondServer.NAME, millpond, COMPONENT, "application/json"),
                journalctl(JOURNALCTL, "-o", "json"),
                curl(GatewaydServer.NAME, gatewayd, "/entries", "application/json")),
        List.of(
            Goal.atLeast("rate, at least 15 times journalctl -o json", RATE, 15, JOURNALCTL),
            Goal.atLeast("rate, at least 35 times gatewayd", RATE, 35, GatewaydServer.NAME)));
  }

  static Comparison unit() {
    String byUnit = "journalctl -u";
    String byMatch = "journalctl " + MATCH.substring(0, MATCH.indexOf('=') + 1);
    return new JournalDump(
        "journal-unit",
        "journal to text, a unit that wrote 1 %",
        100,
        (millpond, gatewayd) ->
            List.of(
                curl(
                    MillpondServer.NAME,
                    millpond,
                    COMPONENT + "/" + JournalData.SELECTED,
                    "text/plain"),
                journalctl(byUnit, "-o", "short", "-u", JournalData.SELECTED),
                journalctl(byMatch, "-o", "short", MATCH),
                curl(GatewaydServer.NAME, gatewayd, "/entries?" + MATCH, "text/plain")),
        List.of(
            Goal.atLeast("rate, at least 10 times journalctl -u", RATE, 10, byUnit),
            Goal.atLeast("rate, at least 10 times journalctl with a match", RATE, 10, byMatch)));
  }

  private static Reader curl(String name, Server server, String path, String accept) {
    String url = "http://127.0.0.1:" + server.port() + path;
    List<String> command =
        List.of(Tool.CURL.path(), "-sSf", "-H", "Accept: " + accept, "-o", "/dev/null", url);
    return new Reader(name, _ -> command);
  }

  private static Reader journalctl(String name, String... options) {
    return new Reader(
        name,
        journals -> {
          List<String> command = new ArrayList<>();
          Collections.addAll(command, Tool.JOURNALCTL.path(), "--no-pager", "-q");
          command.addAll(List.of("--directory=" + journals));
          Collections.addAll(command, options);
          return command;
        });
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Tool> tools() {
    return List.of(
        Tool.JOURNALCTL, Tool.JOURNAL_REMOTE, Tool.GATEWAYD, Tool.SOCKET_ACTIVATE, Tool.CURL);
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    JournalData data = new JournalData(options.data(), options.size(FULL_ENTRIES, SHORT_ENTRIES));
    long entries = data.entries() / divisor;
    Samples samples = new Samples();
    List<String> notes = new ArrayList<>();
    String sections = "node: {id: bench, journal: [\"" + data.directory() + "\"]}\n";
    try (Server millpond = MillpondServer.start(options, sections, "");
        Server gatewayd = GatewaydServer.start(options, data.directory())) {
      List<Reader> readers = new ArrayList<>(field.readers(millpond, gatewayd));
      for (int round = -1; round < options.rounds(); round++) {
        for (Reader reader : readers) {
          List<String> command = reader.command().apply(data.directory());
          if (round < 0) {
            notes.add(first(reader, command));
            if (reader.name().equals(MillpondServer.NAME)) {
              warmUp(command);
            }
          } else {
            double seconds = Commands.seconds(command);
            samples.add(TIME, reader.name(), seconds);
            samples.add(RATE, reader.name(), entries / seconds / 1000);
          }
        }
        Collections.rotate(readers, round < 0 ? 0 : 1);
      }
    }
    notes.add("HTTP client: curl. journalctl writes to /dev/null and starts anew each time.");
    return new Result(name, title + " (" + data.entries() + " entries)", samples, goals, notes);
  }

  /**
   * A server that has run for a while is compiled; the note about the first answer tells what it
   * was before.
   */
  private static void warmUp(List<String> command) throws IOException, InterruptedException {
    long until = System.nanoTime() + WARM_UP.toNanos();
    while (System.nanoTime() < until) {
      Commands.seconds(command);
    }
  }

  /** The first answer, its lines counted, so that what is compared is known to be the same work. */
  private static String first(Reader reader, List<String> command)
      throws IOException, InterruptedException {
    List<String> counted = new ArrayList<>(command);
    int sink = counted.indexOf("/dev/null");
    if (sink >= 0) {
      counted.set(sink, "-");
    }
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(counted).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    LineCount count = LineCount.of(process.getInputStream());
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", counted) + " failed");
    }
    return "%s, first answer: %,d lines, %,d bytes, %.2f s"
        .formatted(reader.name(), count.lines(), count.bytes(), (System.nanoTime() - began) / 1e9);
  }
}
