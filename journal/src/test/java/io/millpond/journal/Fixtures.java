package io.millpond.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Journals to read, and journalctl to compare with. */
final class Fixtures {
  private Fixtures() {}

  /** Unpacks the small journal, which comes with the sources. */
  static Path small(Path temporary) throws IOException {
    Path archive = temporary.resolve("journal-small.tar.gz");
    try (InputStream in = Fixtures.class.getResourceAsStream("journal-small.tar.gz")) {
      Files.copy(in, archive);
    }
    return unpack(archive, temporary).resolve("journal-small");
  }

  /** Unpacks a shared fixture; the test is skipped where it is absent. */
  static Path shared(String name, Path temporary) {
    return unpack(existing("millpond.fixtures", name + ".tar.gz"), temporary).resolve(name);
  }

  /** Unpacks a shared corpus; the test is skipped where it is absent. */
  static Path corpus(String archive, Path temporary) {
    return unpack(existing("millpond.corpora", archive), temporary);
  }

  private static Path existing(String property, String name) {
    Path file = Path.of(System.getProperty(property, "missing")).resolve(name);
    assumeTrue(Files.exists(file), () -> "skipped: no " + name + " in the folder of " + property);
    return file;
  }

  private static Path unpack(Path archive, Path target) {
    run(List.of("tar", "-xpf", archive.toString(), "--no-same-owner", "-C", target.toString()));
    return target;
  }

  /** Whether a program is installed; the test is skipped where it is not. */
  static void assumeInstalled(Path program) {
    assumeTrue(Files.isExecutable(program), () -> "skipped: no " + program.getFileName() + " here");
  }

  /** What journalctl prints, in UTC. */
  static byte[] journalctl(String... arguments) {
    assumeInstalled(Path.of("/usr/bin/journalctl"));
    List<String> command = new ArrayList<>(List.of("/usr/bin/journalctl", "-q", "--no-pager"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  static byte[] run(List<String> command) {
    return run(command, new byte[0]);
  }

  static byte[] run(List<String> command, byte[] input) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("TZ", "UTC");
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process process = builder.start();
      Thread feeder =
          Thread.ofVirtual()
              .start(() -> {
                try (var out = process.getOutputStream()) {
                  new ByteArrayInputStream(input).transferTo(out);
                } catch (IOException closed) {
                  // The program did not want to read it all.
                }
              });
      byte[] output = process.getInputStream().readAllBytes();
      feeder.join();
      assertThat(process.waitFor()).as(command.toString()).isZero();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] gunzip(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }

  /** A filter of journalctl's arguments {@code FIELD=value}. */
  static JournalFilter filter(String... matches) {
    List<JournalFilter> filters = new ArrayList<>();
    for (String match : matches) {
      int equals = match.indexOf('=');
      filters.add(JournalFilter.match(match.substring(0, equals), match.substring(equals + 1)));
    }
    return JournalFilter.ofMatches(filters);
  }

  static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
