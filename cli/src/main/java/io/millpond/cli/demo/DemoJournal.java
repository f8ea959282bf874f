package io.millpond.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The journal of the demo's node: the last half hour of a few units, and what is appended. */
final class DemoJournal implements AutoCloseable {
  /** The entries that are there at start, ten seconds from one to the next. */
  private static final int HISTORY = 180;

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** What a unit says. */
  record Message(String unit, int priority, String text) {
    private static final List<Message> CYCLE =
        List.of(
            new Message("dcos-mesos-master", 6, "Performing allocation for 1 agents took %d us"),
            new Message("dcos-marathon", 6, "Received status update for task web: TASK_RUNNING"),
            new Message("dcos-mesos-master", 6, "HTTP GET for /master/state from 10.0.1.%d:5050"),
            new Message("docker", 6, "health check of container 9601091d succeeded in %d ms"),
            new Message("dcos-marathon", 4, "No offers for 30 seconds: %d deployments wait"),
            new Message("sshd", 5, "Connection closed by 10.0.9.%d port 51514"),
            new Message("dcos-mesos-master", 6, "Sending 1 offers to framework marathon"),
            new Message("dcos-marathon", 3, "Task batch failed: exit code %d"));

    static Message forTick(int tick) {
      Message message = CYCLE.get(tick % CYCLE.size());
      String text = message.text().formatted(1 + tick % 97);
      return new Message(message.unit(), message.priority(), text);
    }
  }

  private final JournalWriter writer;
  private final Instant boot;
  private final UUID machineId;
  private final UUID bootId;

  private DemoJournal(JournalWriter writer, Instant boot, UUID machineId, UUID bootId) {
    this.writer = writer;
    this.boot = boot;
    this.machineId = machineId;
    this.bootId = bootId;
  }

  static DemoJournal create(Path directory) throws IOException {
    UUID machineId = UUID.randomUUID();
    UUID bootId = UUID.randomUUID();
    Instant first = Instant.now().minus(INTERVAL.multipliedBy(HISTORY));
    JournalWriter writer =
        JournalWriter.create(directory.resolve("system.journal"), machineId, bootId);
    DemoJournal journal =
        new DemoJournal(writer, first.minus(Duration.ofMinutes(1)), machineId, bootId);
    for (int i = 0; i < HISTORY; i++) {
      journal.append(first.plus(INTERVAL.multipliedBy(i)), Message.forTick(i));
    }
    return journal;
  }

  void append(Instant time, Message message) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("_BOOT_ID", hex(bootId));
    fields.put("_MACHINE_ID", hex(machineId));
    fields.put("_HOSTNAME", "demo");
    fields.put("_TRANSPORT", "journal");
    fields.put("_SYSTEMD_UNIT", message.unit() + ".service");
    fields.put("_PID", Integer.toString(400 + message.unit().length()));
    fields.put("SYSLOG_IDENTIFIER", message.unit());
    fields.put("PRIORITY", Integer.toString(message.priority()));
    fields.put("MESSAGE", message.text());
    writer.append(time, Duration.between(boot, time).toNanos() / 1000, fields);
  }

  private static String hex(UUID id) {
    return id.toString().replace("-", "");
  }

  @Override
  public void close() {
    writer.close();
  }
}
