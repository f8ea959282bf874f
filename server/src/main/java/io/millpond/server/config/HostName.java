package io.millpond.server.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The name of this machine. */
final class HostName {
  private HostName() {}

  static String of(Reading reading) {
    return of(reading.root(), reading.environment());
  }

  /** From the kernel, which needs no name service; else {@code $HOSTNAME}, else the resolver's. */
  static String of(Path root, Map<String, String> environment) {
    try {
      String name = Files.readString(root.resolve("proc/sys/kernel/hostname")).strip();
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IOException e) {
      // No Linux kernel here.
    }
    String name = environment.getOrDefault("HOSTNAME", "");
    if (!name.isBlank()) {
      return name.strip();
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
