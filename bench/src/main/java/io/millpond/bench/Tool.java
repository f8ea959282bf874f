package io.millpond.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that a comparison needs, and the Debian package that has it. */
enum Tool {
  NGINX("nginx", "nginx-light"),
  WRK("wrk", "wrk"),
  RIPGREP("rg", "ripgrep"),
  CURL("curl", "curl"),
  OPENSSL("openssl", "openssl"),
  JOURNALCTL("journalctl", "systemd"),
  JOURNALD("systemd-journald", "systemd"),
  JOURNAL_REMOTE("systemd-journal-remote", "systemd-journal-remote"),
  GATEWAYD("systemd-journal-gatewayd", "systemd-journal-remote"),
  SOCKET_ACTIVATE("systemd-socket-activate", "systemd");

  private static final String BESIDES = "/usr/sbin:/sbin:/usr/lib/systemd:/lib/systemd";

  private final String program;
  private final String debianPackage;

  Tool(String program, String debianPackage) {
    this.program = program;
    this.debianPackage = debianPackage;
  }

  String debianPackage() {
    return debianPackage;
  }

  /** Where it is, looked for on the PATH and where systemd and servers lie. */
  Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":" + BESIDES;
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Its path; an error where it is missing. */
  String path() {
    return find()
        .orElseThrow(() ->
            new IllegalStateException(program + " is not installed: apt install " + debianPackage))
        .toString();
  }
}
