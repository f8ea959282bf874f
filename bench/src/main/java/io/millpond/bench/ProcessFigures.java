package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Linux says of a process and its children, from {@code /proc}. */
final class ProcessFigures {
  /** Ticks of {@code utime} and {@code stime}: USER_HZ, 100 on every Linux there is. */
  private static final double TICKS_PER_SECOND = 100;

  /** Index of utime among the words behind the name; stime follows it. */
  private static final int UTIME = 11;

  private ProcessFigures() {}

  /** User and system time of the tree, in seconds; steps of 10 ms. */
  static double cpuSeconds(ProcessHandle root) {
    try (Stream<ProcessHandle> tree = Stream.concat(Stream.of(root), root.descendants())) {
      return tree.mapToDouble(process -> ticks(process.pid())).sum() / TICKS_PER_SECOND;
    }
  }

  private static double ticks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name stands in parentheses and may hold anything.
      List<String> words = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
      return Double.parseDouble(words.get(UTIME)) + Double.parseDouble(words.get(UTIME + 1));
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Resident memory of one process, in KiB. */
  static double residentKib(ProcessHandle process) throws IOException {
    return status(process, "VmRSS:");
  }

  /** The most that was ever resident, in KiB. */
  static double peakResidentKib(ProcessHandle process) throws IOException {
    return status(process, "VmHWM:");
  }

  private static double status(ProcessHandle process, String key) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow(() -> new NoSuchFileException(status.toString()));
    }
  }
}
