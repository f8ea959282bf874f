package io.millpond.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A made-up journal of three hosts: two boots each, forty services that write some twenty fields an
 * entry as journald does, one of them every hundredth entry. systemd-journal-remote turns it into
 * journal files, so that they are what systemd writes and not what we think it does.
 */
final class JournalData {
  /** The service that wrote one entry in a hundred. */
  static final String SELECTED = "bench-selected.service";

  private static final int HOSTS = 3;
  private static final int BOOTS = 2;
  private static final int SERVICES = 40;
  private static final int SELECTED_EVERY = 100;
  private static final int LONG_EVERY = 100;
  private static final int MULTILINE_EVERY = 250;
  private static final int PIPE_BYTES = 1 << 20;
  private static final long START_MICROS = 1_790_000_000_000_000L;
  private static final long MICROS_APART = 30_000;
  private static final String[] WORDS = {
    "accepted",
    "connection",
    "from",
    "request",
    "finished",
    "in",
    "container",
    "state",
    "changed",
    "to",
    "running",
    "task",
    "update",
    "for",
    "framework",
    "agent",
    "offer",
    "declined",
    "queue",
    "flushed",
    "bytes",
    "retry",
    "after",
    "timeout",
    "lease",
    "renewed"
  };

  private final Path directory;
  private final long entries;

  /** The set of this many entries, made unless it is there. */
  JournalData(Path parent, long entries) throws IOException, InterruptedException {
    this.entries = entries;
    this.directory = parent.resolve("journal-" + entries);
    Path done = parent.resolve("journal-" + entries + ".done");
    if (!Files.exists(done)) {
      Files.createDirectories(directory);
      try (Stream<Path> leftOvers = Files.list(directory)) {
        for (Path leftOver : leftOvers.toList()) {
          Files.delete(leftOver);
        }
      }
      System.err.println("making a journal of " + entries + " entries, once");
      for (int host = 0; host < HOSTS; host++) {
        write(host);
      }
      Files.createFile(done);
    }
  }

  Path directory() {
    return directory;
  }

  long entries() {
    return entries;
  }

  private void write(int host) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Tool.JOURNAL_REMOTE.path(),
            "--output=" + directory.resolve("host-" + host + ".journal"),
            "-");
    Process remote =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolveSibling("journal-remote.log").toFile())
            .start();
    try (OutputStream out = new BufferedOutputStream(remote.getOutputStream(), PIPE_BYTES)) {
      new Host(host).write(out, entries / HOSTS);
    }
    if (remote.waitFor() != 0) {
      throw new IOException("systemd-journal-remote failed; see journal-remote.log");
    }
  }

  /** The entries of one host, in Journal Export Format. */
  private static final class Host {
    private final Random random;
    private final int number;
    private final List<String> services = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Host(int number) {
      this.number = number;
      this.random = new Random(number + 1L);
    }

    void write(OutputStream out, long count) throws IOException {
      String machine = id();
      String boot = "";
      for (long i = 0; i < count; i++) {
        if (i % (count / BOOTS + 1) == 0) {
          boot = id();
          services.clear();
          for (int service = 0; service <= SERVICES; service++) {
            services.add(fields(service));
          }
        }
        text.setLength(0);
        entry(i, machine, boot);
        out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
      }
    }

    private void entry(long i, String machine, String boot) {
      long micros = START_MICROS + i * MICROS_APART + number * 7_000L + random.nextInt(5_000);
      boolean isSelected = i % SELECTED_EVERY == 50;
      // Few services write most: the lower of two throws.
      int service =
          isSelected ? SERVICES : Math.min(random.nextInt(SERVICES), random.nextInt(SERVICES));
      text.append("__REALTIME_TIMESTAMP=").append(micros).append('\n');
      text.append("__MONOTONIC_TIMESTAMP=").append(micros - START_MICROS + 1).append('\n');
      text.append("_BOOT_ID=").append(boot).append('\n');
      text.append("_MACHINE_ID=").append(machine).append('\n');
      text.append("_HOSTNAME=node-").append(number).append('\n');
      text.append("PRIORITY=").append(random.nextInt(10) == 0 ? 4 : 6).append('\n');
      text.append(services.get(service));
      if (service % 2 == 0) {
        text.append("_SOURCE_REALTIME_TIMESTAMP=").append(micros - 40).append('\n');
      }
      message(i);
      text.append('\n');
    }

    private void message(long i) {
      StringBuilder message = new StringBuilder(200);
      int words = i % LONG_EVERY == 7 ? 150 : 8 + random.nextInt(10);
      for (int word = 0; word < words; word++) {
        message.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      }
      message.append("id=").append(Long.toHexString(random.nextLong())).append(" n=").append(i);
      if (i % MULTILINE_EVERY != 3) {
        text.append("MESSAGE=").append(message).append('\n');
        return;
      }
      message.append("\n\tat io.example.Worker.run(Worker.java:42)\n\tat io.example.Main.main");
      text.append("MESSAGE\n");
      for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
        text.append((char) ((long) message.length() >>> shift & 0xff));
      }
      text.append(message).append('\n');
    }

    /** What every entry of a service has. */
    private String fields(int service) {
      String unit = service == SERVICES ? SELECTED : "bench-service-" + service + ".service";
      String program = unit.replace(".service", "");
      int pid = 400 + random.nextInt(30_000);
      return """
      SYSLOG_FACILITY=3
      SYSLOG_IDENTIFIER=%s
      SYSLOG_PID=%d
      _TRANSPORT=%s
      _PID=%d
      _UID=%d
      _GID=%d
      _COMM=%s
      _EXE=/opt/bench/bin/%s
      _CMDLINE=/opt/bench/bin/%s --config /etc/bench/%s.yaml --log-level info
      _CAP_EFFECTIVE=1ffffffffff
      _SELINUX_CONTEXT=unconfined
      _SYSTEMD_CGROUP=/system.slice/%s
      _SYSTEMD_UNIT=%s
      _SYSTEMD_SLICE=system.slice
      _SYSTEMD_INVOCATION_ID=%s
      _STREAM_ID=%s
      """
          .formatted(
              program,
              pid,
              service % 2 == 0 ? "syslog" : "stdout",
              pid,
              service,
              service,
              program,
              program,
              program,
              program,
              unit,
              unit,
              id(),
              id());
    }

    private String id() {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    }
  }
}
