package io.millpond.access.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The file that has the tokens, one a line: {@code tokens.jsonl} in the data directory, readable
 * for its owner alone. It is replaced as a whole, so that whoever reads it meanwhile reads the old
 * one or the new one. A file with a line that is none of ours is not read at all: nobody can say
 * what it was meant to take back.
 */
final class TokenFile {
  private static final String NAME = "tokens.jsonl";
  private static final String NAME_WHILE_WRITTEN = "tokens.new";
  private static final String NAME_OF_LOCK = "tokens.lock";
  private static final FileAttribute<Set<PosixFilePermission>> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWN_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** The lock of a file is a process'; this one is a thread's. */
  private static final ReentrantLock CHANGING = new ReentrantLock();

  private final Path directory;
  private final Path file;

  /**
   * @param directory made with the first token
   */
  TokenFile(Path directory) {
    this.directory = directory.toAbsolutePath();
    this.file = this.directory.resolve(NAME);
  }

  /**
   * By which another file is told from the one that was read.
   *
   * @param key the file's own, as it is replaced and never written to
   */
  record Stamp(FileTime modified, long bytes, Optional<Object> key) {}

  /** Of the file that is there now; empty where there is none. */
  Optional<Stamp> stamp() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Stamp(now.lastModifiedTime(), now.size(), Optional.ofNullable(now.fileKey())));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /**
   * The tokens.
   *
   * @throws IOException where they cannot be read, or the file is not as it was written
   */
  List<IssuedToken> read() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(Limits.MAX_TOKEN_FILE_BYTES + 1);
    } catch (NoSuchFileException none) {
      return List.of();
    }
    if (bytes.length > Limits.MAX_TOKEN_FILE_BYTES) {
      throw new IOException(file + " is too long to be a file of tokens");
    }
    List<IssuedToken> tokens = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      int number = tokens.size() + 1;
      tokens.add(
          IssuedToken.parse(line)
              .orElseThrow(() -> new IOException(file + ":" + number + ": this is no token")));
    }
    return tokens;
  }

  /** What is done to the tokens; what it returns is to be told, and none where nothing is done. */
  interface Change {
    /** What there is afterwards; empty where that is what there was. */
    Optional<List<IssuedToken>> of(List<IssuedToken> before) throws IOException;
  }

  /**
   * Changes the file; one at a time, of all processes. It is on the disk when this returns.
   *
   * @throws IOException where it cannot be read or written; then nothing has been changed
   */
  void change(Change change) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, OWN_DIRECTORY);
    }
    refuseOthers();
    CHANGING.lock();
    try (FileChannel lock =
            FileChannel.open(
                directory.resolve(NAME_OF_LOCK),
                Set.of(
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                OWN);
        var held = lock.lock()) {
      Objects.requireNonNull(held);
      Optional<List<IssuedToken>> after = change.of(read());
      if (after.isPresent()) {
        write(after.get());
      }
    } finally {
      CHANGING.unlock();
    }
  }

  /** What root writes the service could not read. */
  private void refuseOthers() throws IOException {
    Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    Object owner = Files.getAttribute(directory, "unix:uid");
    if (self.equals(0) && !owner.equals(0)) {
      throw new IOException(
          directory
              + " belongs to "
              + Files.getOwner(directory).getName()
              + ": run this as that user");
    }
  }

  private void write(List<IssuedToken> tokens) throws IOException {
    StringBuilder text = new StringBuilder();
    tokens.forEach(token -> text.append(token.line()).append('\n'));
    Path written = directory.resolve(NAME_WHILE_WRITTEN);
    Files.deleteIfExists(written);
    try (FileChannel out =
        FileChannel.open(
            written, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWN)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(directory)) {
      folder.force(true);
    }
  }
}
