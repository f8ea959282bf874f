package io.millpond.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A trail in a directory, with lines that tests write, spoil and look through. */
final class TestingTrail {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T15:00:00Z"));

  final Path file;
  Optional<TrailKey> key = Optional.empty();
  Storage storage = Storage.DISK;
  long maxBytes = Limits.MAX_FILE_BYTES;

  /** Who looks through it while it is written has to have some. */
  Duration patience = Duration.ZERO;

  TestingTrail(Path directory) {
    this.file = directory.resolve("audit.jsonl");
  }

  static Entry entry(String resource) {
    return new Entry(
        Instant.parse("2026-11-20T15:48:28.007Z").toEpochMilli(),
        new Entry.Request("id-1", "dcos", "GET", "10.0.0.1"),
        new Entry.Asked("oci:alice", "", "a:b", "task", resource),
        new Entry.Answer("", 5, 200, Entry.Outcome.ALLOWED, 3));
  }

  TrailFile open() throws IOException {
    return TrailFile.open(file, key, maxBytes, storage, CLOCK);
  }

  /** Adds a line as {@link Trail} does. */
  static void add(TrailFile trail, Entry entry) {
    Pending pending = new Pending();
    pending.add(entry);
    assertThat(pending.take(trail)).isTrue();
  }

  /** One life of a process: that many reads are put on record. */
  void live(int reads) throws IOException {
    try (TrailFile trail = open()) {
      for (int i = 0; i < reads; i++) {
        add(trail, entry("read " + i));
        trail.flush();
      }
    }
  }

  List<String> lines() throws IOException {
    return Files.readAllLines(file);
  }

  /** Puts lines in the place of those that are there. */
  void write(List<String> lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  /** The files that were put aside, the oldest first. */
  List<Path> aside() throws IOException {
    return new ArrayList<>(TrailFiles.aside(file).values());
  }

  Verdict verify() throws IOException {
    return Verification.of(file, key, Optional.empty(), patience);
  }

  Verdict.Whole whole() throws IOException {
    Verdict verdict = verify();
    return switch (verdict) {
      case Verdict.Whole whole -> whole;
      case Verdict.Begun _, Verdict.Broken _ -> throw new AssertionError(verdict.toString());
    };
  }

  Verdict.Broken broken() throws IOException {
    Verdict verdict = verify();
    return switch (verdict) {
      case Verdict.Broken broken -> broken;
      case Verdict.Begun _, Verdict.Whole _ -> throw new AssertionError(verdict.toString());
    };
  }
}
