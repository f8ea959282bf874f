package io.millpond.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A Mesos agent made by the test: one task with a sandbox full of files, and a state in which names
 * collide. It needs nothing from outside, so the core of the suite runs anywhere.
 */
final class GeneratedAgent {
  static final String CLUSTER = "a0000000-1111-4222-8333-000000000001";
  static final String AGENT = CLUSTER + "-S1";
  static final String OTHER_AGENT = CLUSTER + "-S2";
  static final String FRAMEWORK = CLUSTER + "-0001";
  static final String TASK = "job.1";
  static final String CONTAINER = "c0000000-1111-4222-8333-00000000000a";

  /** Last modification of every generated file. */
  static final Instant MODIFIED = Instant.parse("2026-03-02T00:00:10Z");

  /** The file of the specification's tables: five lines, 24 bytes. */
  static final String FIVE = "one\ntwo\nthree\nfour\nfive\n";

  static final String LOGS = "/system/v1/logs/v2";
  static final String AGENT_LOGS = "/system/v1/agent/" + AGENT + "/logs/v2";
  static final String RUN =
      "/task/frameworks/" + FRAMEWORK + "/executors/" + TASK + "/runs/" + CONTAINER;

  /** The sandbox on the agent's standalone route, as a client on the node sees it. */
  static final String SANDBOX = LOGS + RUN;

  /** The virtual path that browse shows, wherever the work directory lies. */
  static final String VIRTUAL =
      "/var/lib/mesos/slave/slaves/" + AGENT + RUN.substring("/task".length());

  private GeneratedAgent() {}

  /** Lays the tree below a directory and answers the configuration for it. */
  static String prepare(Path directory) throws IOException {
    Path sandbox = sandbox(directory);
    for (String name : List.of("stdout", "five", "tasks", "with space.log", "semi;colon.log")) {
      write(sandbox.resolve(name), FIVE);
    }
    write(sandbox.resolve("per%cent+plus&amp.log"), FIVE);
    write(sandbox.resolve("ünïcode-€.log"), FIVE);
    write(sandbox.resolve("stderr"), "err\n");
    write(sandbox.resolve("empty"), "");
    write(sandbox.resolve("nonl"), "one\ntwo\nthree");
    write(sandbox.resolve("single"), "onlyline");
    write(sandbox.resolve("nlonly"), "\n");
    write(sandbox.resolve("blank"), "a\n\nb\n\n\nc\n");
    write(sandbox.resolve("tail-blank"), FIVE + "\n");
    write(sandbox.resolve("crlf"), "a\r\nb\r\n");
    write(sandbox.resolve("page.html"), "<html><script>alert(1)</script></html>\nsecond\n");
    write(sandbox.resolve("dir/inner.log"), "inner\n");
    write(sandbox.resolve("dir/deeper/x.txt"), "x\n");
    write(sandbox.resolve("big"), big());
    write(sandbox.resolve("long"), "before\n" + "L".repeat(200 * 1024) + "\nafter\n");
    writeBytes(sandbox.resolve("bytes"), bytes());
    writeBytes(sandbox.resolve("old.gz"), gzip(FIVE));
    Files.createSymbolicLink(sandbox.resolve("link-inside"), Path.of("five"));
    Files.createSymbolicLink(sandbox.resolve("link-outside"), directory.resolve("canary.txt"));
    Files.createSymbolicLink(sandbox.resolve("link-dir-outside"), directory);
    Files.createSymbolicLink(sandbox.resolve("link-dangling"), Path.of("no-such-file"));
    Files.createSymbolicLink(sandbox.resolve("link-loop"), Path.of("link-loop"));
    Files.createSymbolicLink(sandbox.resolveSibling("latest"), Path.of(CONTAINER));
    write(directory.resolve("canary.txt"), Scratch.CANARY + "\n");
    write(directory.resolve("work/meta/canary.txt"), Scratch.CANARY + "\n");
    Path state = directory.resolve("state.json");
    Files.writeString(state, GeneratedState.json());
    return Configs.agent(directory, AGENT, state, directory.resolve("work"), List.of());
  }

  static Path sandbox(Path directory) {
    return directory
        .resolve("work/slaves")
        .resolve(AGENT)
        .resolve("frameworks")
        .resolve(FRAMEWORK)
        .resolve("executors")
        .resolve(TASK)
        .resolve("runs")
        .resolve(CONTAINER);
  }

  /** 20,000 lines of 12 bytes. */
  static String big() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append(String.format("line-%06d", i)).append('\n');
    }
    return lines.toString();
  }

  /** Lines with every byte value but the newline, valid as UTF-8 nowhere. */
  static byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int line = 0; line < 4; line++) {
      for (int value = 255; value >= 0; value--) {
        if (value != '\n') {
          out.write(value);
        }
      }
      out.write('\n');
    }
    return out.toByteArray();
  }

  /** Names that browse lists at the root, in order; links that lead nowhere or out are left out. */
  static List<String> rootNames() {
    List<String> names = new ArrayList<>();
    names.addAll(List.of("big", "blank", "bytes", "crlf", "dir", "empty", "five", "link-inside"));
    names.addAll(List.of("long", "nlonly", "nonl", "old.gz", "page.html", "per%cent+plus&amp.log"));
    names.addAll(List.of("semi;colon.log", "single", "stderr", "stdout", "tail-blank", "tasks"));
    names.addAll(List.of("with space.log", "ünïcode-€.log"));
    return List.copyOf(names);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  static void write(Path file, String text) throws IOException {
    writeBytes(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void writeBytes(Path file, byte[] bytes) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
  }
}
