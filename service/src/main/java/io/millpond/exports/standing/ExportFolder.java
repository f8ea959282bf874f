package io.millpond.exports.standing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of exports: {@code <key>.export} whole ones, {@code <key>.part} those being written.
 * The folder is one process' alone as long as this is open.
 */
final class ExportFolder implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(ExportFolder.class);

  static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final String WHOLE = ".export";

  private final Path folder;
  private final FileChannel lock;

  private ExportFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder where there is none, for this user alone.
   *
   * @param data the data directory, made as well
   */
  static ExportFolder open(Path data) throws IOException {
    Path folder = data.toAbsolutePath().resolve("exports");
    make(folder);
    FileChannel channel =
        FileChannel.open(
            data.resolve("exports.lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            OWNERS_FILE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(data);
      }
      return new ExportFolder(folder, channel);
    } catch (OverlappingFileLockException ours) {
      channel.close();
      throw inUse(data);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void make(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNERS_FOLDER);
    }
  }

  /** Makes the folder again where somebody has removed it. */
  void make() throws IOException {
    make(folder);
  }

  private static IOException inUse(Path data) {
    return new IOException("the data directory %s is another process'".formatted(data));
  }

  /** Where a whole file is, or will be. */
  Path whole(String key) {
    return folder.resolve(key + WHOLE);
  }

  Path part(String key) {
    return folder.resolve(key + ".part");
  }

  Path spill(String key) {
    return folder.resolve(key + ".spill");
  }

  /** Gives a part its name; when this returns it is on the disk under it. */
  void publish(String key) throws IOException {
    move(part(key), whole(key));
  }

  /** Moves a file in one step, over what was there; the directory is on the disk after it. */
  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(to.resolveSibling("."))) {
      directory.force(true);
    }
  }

  /** Removes all there is of an export. */
  void remove(String key) throws IOException {
    Files.deleteIfExists(part(key));
    Files.deleteIfExists(spill(key));
    Files.deleteIfExists(whole(key));
  }

  /**
   * Removes all but the whole files that are to stay: what is left of exports that were being made
   * when the process ended, and what no operation knows of. What cannot be removed is behind no
   * link, and stays.
   */
  void clean(Predicate<String> staying) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!name.endsWith(WHOLE)
            || !staying.test(name.substring(0, name.length() - WHOLE.length()))) {
          remove(file);
        }
      }
    }
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException left) {
      log.warn("{} is nobody's and cannot be removed", file, left);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
