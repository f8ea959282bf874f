package io.millpond.clusters.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.LogRoot;
import io.millpond.logs.OpenFiles;
import io.millpond.logs.SharedFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rolled segments and the file that is written to, as one. */
@Timeout(240)
final class RolledLogTest {
  private static final String EARLIER = "stderr--2026-11-20--03-16";
  private static final String LATER = "stderr--2026-11-20--03-17";

  @TempDir Path temp;
  private Path directory;
  private SharedFiles files;
  private LogRoot root;
  private ContainerFiles containers;
  private Place place;

  @BeforeEach
  void start() throws IOException {
    directory = Files.createDirectories(temp.resolve("app/0"));
    files = SharedFiles.start();
    root = LogRoot.openWithoutLinks(temp);
    containers = new ContainerFiles(files);
    place = new Place(root, "app/0");
  }

  @AfterEach
  void stop() throws IOException {
    root.close();
    files.close();
    assertThat(OpenFiles.count()).as("files left open").isZero();
  }

  private Path write(String name, long from, long to) throws IOException {
    return Files.write(directory.resolve(name), Roller.text(from, to));
  }

  private Path gzip(String name, long from, long to) throws IOException {
    Path plain = write("tmp", from, to);
    Roller.gzip(plain, directory.resolve(name));
    Files.delete(plain);
    return directory.resolve(name);
  }

  private StoredFile find(String name) throws IOException {
    return containers.find(place, name).orElseThrow();
  }

  private List<String> listed() throws IOException {
    return containers.list(place).stream().map(f -> f.name() + " " + f.length()).toList();
  }

  @Test
  void aStreamThatWasNeverRolledIsItsFile() throws IOException {
    write("stderr", 0, 10);
    write("stderr-2026-11-20-03", 0, 1);
    assertThat(listed()).containsExactly("stderr 160", "stderr-2026-11-20-03 16");
    try (Content content = find("stderr").open()) {
      assertThat(content).isInstanceOf(Content.InFile.class);
    }
    assertThat(containers.find(place, "stderr-active")).isEmpty();
  }

  @Test
  void segmentsAreShownAsTheFilesTheyAreAndTheStreamAsTheirSum() throws IOException {
    Path oldest = gzip(EARLIER + ".gz", 0, 5);
    write(LATER, 5, 7);
    write("stderr", 7, 10);
    write("stdout", 0, 1);
    assertThat(listed())
        .containsExactly(
            "stderr 160",
            EARLIER + ".gz " + Files.size(oldest),
            LATER + " 32",
            "stderr-active 48",
            "stdout 16");
    assertThat(Stored.bytes(find("stderr"))).isEqualTo(Roller.text(0, 10));
    assertThat(Stored.bytes(find("stderr-active"))).isEqualTo(Roller.text(7, 10));
    assertThat(Stored.bytes(find(LATER))).isEqualTo(Roller.text(5, 7));
    assertThat(Stored.bytes(find(EARLIER + ".gz"))).isEqualTo(Files.readAllBytes(oldest));
    assertThat(find("stderr").lastModified())
        .isEqualTo(Files.getLastModifiedTime(directory.resolve("stderr")).toInstant());
  }

  @Test
  void isReadFromAnyPlace() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long line = 0;
    for (int i = 10; i < 40; i++) {
      long end = line + random.nextInt(200);
      String name = "stderr--2026-11-20--03-" + i;
      if (random.nextBoolean()) {
        gzip(name + ".gz", line, end);
      } else {
        write(name, line, end);
      }
      line = end;
    }
    write("stderr", line, line + 50);
    byte[] all = Roller.text(0, line + 50);
    try (Content content = find("stderr").open()) {
      assertThat(content.length()).as("seed %d", seed).isEqualTo(all.length);
      for (int i = 0; i < 200; i++) {
        int offset = random.nextInt(all.length + 1);
        byte[] expected = Arrays.copyOfRange(all, offset, all.length);
        assertThat(Stored.bytes(content, offset)).as("seed %d", seed).isEqualTo(expected);
      }
    }
  }

  @Test
  void opensNothingBeforeThePlaceAndOneSegmentAtATime() throws IOException {
    gzip(EARLIER + ".gz", 0, 5);
    write(LATER, 5, 7);
    write("stderr", 7, 10);
    try (Content.Decoded content = (Content.Decoded) find("stderr").open()) {
      Files.delete(directory.resolve(EARLIER + ".gz"));
      assertThat(Stored.bytes(content, 80)).isEqualTo(Roller.text(5, 10));
      try (InputStream in = content.from(90)) {
        assertThat(in.read()).isNotNegative();
        assertThat(OpenFiles.count()).isEqualTo(2);
      }
      assertThatThrownBy(() -> content.from(79)).isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  void goesOnWithTheFileThatWasActiveHoweverItIsRolled() throws IOException {
    write(EARLIER, 0, 5);
    write("stderr", 5, 10);
    try (Content content = find("stderr").open()) {
      Files.move(directory.resolve("stderr"), directory.resolve(LATER));
      write("stderr", 10, 20);
      assertThat(Stored.bytes(content, 0)).isEqualTo(Roller.text(0, 10));
    }
    assertThat(Stored.bytes(find("stderr"))).isEqualTo(Roller.text(0, 20));
  }

  @Test
  void aSegmentThatIsAnotherNowOrWasWrittenToBreaksTheReading() throws IOException {
    write(EARLIER, 0, 5);
    write(LATER, 5, 7);
    write("stderr", 7, 10);
    Path later = directory.resolve(LATER);
    try (Content content = find("stderr").open()) {
      Files.move(write("other", 95, 97), later, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(() -> Stored.bytes(content, 0)).isInstanceOf(IOException.class);
    }
    try (Content content = find("stderr").open()) {
      Files.write(later, Roller.line(1), StandardOpenOption.APPEND);
      assertThatThrownBy(() -> Stored.bytes(content, 0)).isInstanceOf(IOException.class);
    }
    try (Content.Decoded content = (Content.Decoded) find("stderr").open();
        InputStream in = content.from(16)) {
      in.skipNBytes(16);
      Files.write(directory.resolve(EARLIER), Roller.text(50, 55));
      Files.setLastModifiedTime(
          directory.resolve(EARLIER), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
    try (Content content = find("stderr").open()) {
      Files.write(directory.resolve("stderr"), new byte[3]);
      assertThatThrownBy(() -> Stored.bytes(content, 0)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aCompressedCopyThatIsNotFinishedDoesNotCount() throws IOException {
    write(EARLIER, 0, 1000);
    write("stderr", 1000, 3000);
    byte[] whole = Files.readAllBytes(gzip(LATER + ".gz", 1000, 3000));
    for (int length : List.of(0, 3, 10, 18, whole.length / 2, whole.length - 1)) {
      Files.write(directory.resolve(LATER + ".gz"), Arrays.copyOf(whole, length));
      assertThat(Stored.bytes(find("stderr"))).as("%d", length).isEqualTo(Roller.text(0, 3000));
    }
    // The worker's disk was full: it went on with the same file, and rolled it later.
    write("stderr--2026-11-20--03-18", 1000, 4000);
    write("stderr", 4000, 4001);
    assertThat(Stored.bytes(find("stderr"))).isEqualTo(Roller.text(0, 4001));
  }

  @Test
  void aCompressedCopyWhoseOriginalIsNotYetDeletedDoesNotCount() throws IOException {
    Path stderr = write("stderr", 0, 1000);
    Path copy = gzip(LATER + ".gz", 0, 1000);
    FileTime written = Files.getLastModifiedTime(copy);
    Files.setLastModifiedTime(stderr, written);
    assertThat(Stored.bytes(find("stderr"))).isEqualTo(Roller.text(0, 1000));
    // Written to later, it is the next file, that happens to say the same.
    Files.setLastModifiedTime(stderr, FileTime.from(written.toInstant().plusMillis(10)));
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.writeBytes(Roller.text(0, 1000));
    twice.writeBytes(Roller.text(0, 1000));
    assertThat(Stored.bytes(find("stderr"))).isEqualTo(twice.toByteArray());
  }

  @Test
  void aSegmentThatIsBeingCompressedCountsOnce() throws IOException {
    write(EARLIER, 0, 100);
    gzip(EARLIER + ".gz", 0, 100);
    write("stderr", 100, 110);
    assertThat(Stored.bytes(find("stderr"))).isEqualTo(Roller.text(0, 110));
    Files.delete(directory.resolve(EARLIER));
    assertThat(Stored.bytes(find("stderr"))).isEqualTo(Roller.text(0, 110));
  }

  @Test
  void damageIsToldWhereItIsAndNotBehindIt() throws IOException {
    Path damaged = gzip(EARLIER + ".gz", 0, 5000);
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length - 5] ^= 1; // The checksum of the text.
    Files.write(damaged, bytes);
    write(LATER, 5000, 5010);
    write("stderr", 5010, 5020);
    StoredFile whole = find("stderr");
    assertThat(whole.length()).isEqualTo(5020 * Roller.LINE_BYTES);
    try (Content.Decoded content = (Content.Decoded) whole.open()) {
      try (InputStream in = content.from(0)) {
        assertThat(in.readNBytes(5000 * Roller.LINE_BYTES)).isEqualTo(Roller.text(0, 5000));
        assertThatThrownBy(in::read).isInstanceOf(DamagedFileException.class);
      }
      assertThat(Stored.bytes(content, 5000 * Roller.LINE_BYTES))
          .isEqualTo(Roller.text(5000, 5020));
    }
  }

  @Test
  void aLengthInTheTrailerIsNotBelieved() throws IOException {
    Path lying = gzip(EARLIER + ".gz", 0, 5000);
    byte[] bytes = Files.readAllBytes(lying);
    bytes[bytes.length - 2] = 0x7f; // More than a gigabyte, if it were true.
    Files.write(lying, bytes);
    write("stderr", 5000, 5001);
    assertThat(find("stderr").length()).isEqualTo(5001 * Roller.LINE_BYTES);
  }

  @Test
  void aFileOfTheNameOfTheActiveOneIsShownAsItIs() throws IOException {
    write(EARLIER, 0, 1);
    write("stderr", 1, 2);
    write("stderr-active", 50, 53);
    assertThat(listed()).containsExactly("stderr 32", EARLIER + " 16", "stderr-active 48");
    assertThat(Stored.bytes(find("stderr-active"))).isEqualTo(Roller.text(50, 53));
  }

  @Test
  void withoutAnActiveFileTheSegmentsAreTheStream() throws IOException {
    write(EARLIER, 0, 1);
    write(LATER, 1, 2);
    assertThat(listed()).containsExactly("stderr 32", EARLIER + " 16", LATER + " 16");
    assertThat(Stored.bytes(find("stderr"))).isEqualTo(Roller.text(0, 2));
  }

  @Test
  void aStreamRolledForTheFirstTimeSinceItWasFoundIsWhole() throws IOException {
    write("stderr", 0, 10);
    StoredFile found = find("stderr");
    Files.move(directory.resolve("stderr"), directory.resolve(EARLIER));
    write("stderr", 10, 12);
    assertThat(Stored.bytes(found)).isEqualTo(Roller.text(0, 12));
  }
}
