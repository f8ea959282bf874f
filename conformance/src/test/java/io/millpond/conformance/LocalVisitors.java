package io.millpond.conformance;

import io.millpond.access.local.TokenDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who comes to a {@link GuardedNode} with a token of {@code millpond token}: issued once for the
 * run, and known to every node that is prepared in it.
 */
enum LocalVisitors {
  /** May read the node's logs, by the one prefix. */
  LOGS("log-reader"),
  /** May read them by the other. */
  AGENT("agent-reader"),
  /** May read the item and the cluster. */
  READER("reader"),
  ADMIN("root"),
  NOBODY("nobody"),
  /** Has the name of a DC/OS user who may, and is somebody else. */
  NAMED_LOGS(Visitors.LOGS_USER),
  NAMED_AGENT(Visitors.AGENT_USER),
  /** Has the name of an issuer's user who may. */
  NAMED_USER(Visitors.USER),
  NAMED_ADMIN(Visitors.ADMIN);

  private static final String FILE = "tokens.jsonl";
  private static final Map<LocalVisitors, String> GOOD = new EnumMap<>(LocalVisitors.class);
  private static final Map<LocalVisitors, String> EXPIRED = new EnumMap<>(LocalVisitors.class);
  private static final byte[] ISSUED = issueAll();

  private final String name;

  LocalVisitors(String name) {
    this.name = name;
  }

  private static byte[] issueAll() {
    Path scratch = Scratch.create();
    try {
      Instant yesterday = Instant.now().minus(Duration.ofDays(1));
      for (LocalVisitors one : values()) {
        GOOD.put(one, issue(scratch, InstantSource.system(), one.name));
        EXPIRED.put(one, issue(scratch, InstantSource.fixed(yesterday), one.name));
      }
      return Files.readAllBytes(scratch.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Scratch.delete(scratch);
    }
  }

  private static String issue(Path data, InstantSource clock, String name) throws IOException {
    return new TokenDesk(data, clock).issue(name, Optional.of(Duration.ofHours(1))).text();
  }

  /** Has a node know all of them that is to be started in a directory. */
  static void write(Path directory) throws IOException {
    Files.write(Files.createDirectories(directory.resolve("data")).resolve(FILE), ISSUED);
  }

  /** As grants name them. */
  String principal() {
    return "local:" + name;
  }

  String token() {
    return Objects.requireNonNull(GOOD.get(this));
  }

  String expiredToken() {
    return Objects.requireNonNull(EXPIRED.get(this));
  }

  /** A token that nobody ever issued. */
  static String madeUp() {
    return "mp_" + "A".repeat(LOGS.token().length() - "mp_".length());
  }
}
