package io.millpond.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The machine and the versions of all that took part. */
final class Machine {
  private Machine() {}

  /** What is known, by name; what is not installed is left out. */
  static Map<String, String> describe() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "cpu",
        Runtime.getRuntime().availableProcessors()
            + " x "
            + value("/proc/cpuinfo", "model name")
            + ", family "
            + value("/proc/cpuinfo", "cpu family"));
    facts.put("memory", value("/proc/meminfo", "MemTotal"));
    facts.put("kernel", System.getProperty("os.version", ""));
    facts.put("system", value("/etc/os-release", "PRETTY_NAME").replace("\"", ""));
    facts.put("java", System.getProperty("java.vm.version", ""));
    facts.put("loadBefore", firstLine(List.of("cat", "/proc/loadavg")));
    version(facts, "nginx", Tool.NGINX, "-v");
    version(facts, "wrk", Tool.WRK, "-v");
    version(facts, "curl", Tool.CURL, "--version");
    version(facts, "openssl", Tool.OPENSSL, "version");
    version(facts, "systemd", Tool.JOURNALCTL, "--version");
    return facts;
  }

  private static void version(Map<String, String> facts, String name, Tool tool, String option) {
    tool.find().ifPresent(path -> facts.put(name, firstLine(List.of(path.toString(), option))));
  }

  private static String firstLine(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      // wrk says its version and exits with an error.
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return output.lines().findFirst().orElse("");
    } catch (IOException missing) {
      return "";
    }
  }

  private static String value(String file, String key) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(line.contains("=") ? '=' : ':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException missing) {
      return "";
    }
  }
}
